// Package r4 holds the FHIR R4 resources Linkwork speaks: structs written for
// them, a reader that says exactly what is wrong, and a writer that loses
// nothing.
//
// It models the post room of a careful office: an incoming letter is checked
// before anybody acts on it, what is not understood is kept with it, and a
// letter that cannot be accepted goes back with the line marked.
//
// Its words: a Resource is a whole (Patient, Task); a data type is a part
// (HumanName, Period); a Choice is an element that may have one of several types,
// written value[x] in the standard; Extra is what a struct has no field for:
// elements Linkwork does not know and the extensions of primitive values
// ("_birthDate"), as they came.
//
// Its rules:
//
//   - Decode then Encode gives the same JSON again, whatever was in it, the order
//     of members and white space apart.
//   - Every fault names its element by FHIRPath: ServiceRequest.category[0].coding.
//     All faults found are told together, up to maxIssues.
//   - Faults are: not JSON, too large, too deep, a name twice in an object, a
//     value of the wrong type, a list where one value belongs or the reverse, a
//     missing element, a code outside a closed list, a reference to the wrong
//     type of resource, and a few invariants. Elements that R4 does not have are
//     kept, or are a fault with Strict.
//   - Resources of other types are kept whole as Other and not checked inside.
//
// The package is pure: no clock, no storage, no network.
package r4
