// Package pictures makes photographs that people send safe on arrival, and keeps
// them.
//
// A phone writes into a photograph where and when it was taken, with what, and
// often a small copy of the whole picture from before it was cropped. A file that
// shows as a photograph can be a web page or an archive as well. So nothing of
// what was sent is kept: Clean reads the pixels, turns them as the camera was
// held, makes them no larger than a screen needs, and writes them anew. What the
// pixels show, faces and street signs, stays; who looks at a picture decides
// about that.
//
// Redact covers what a picture must not show, for good, and Thumb makes it small for
// a sheet of many. Both write it anew.
//
// Photographs come as JPEG or PNG, told by their content and never by a name.
// HEIC is refused with words that say what to do (docs/decisions/0043). Two are in memory as pixels at a time.
//
// # Access
//
// This room does not know who may see what. A picture belongs to something of
// the room that keeps it (an answer, a photograph of an interview); that room
// checks who asks before it calls Get, Of or Remove, and removes the pictures
// with what they belong to. Ids are not secret.
package pictures
