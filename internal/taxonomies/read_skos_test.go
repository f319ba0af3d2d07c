package taxonomies

import (
	"strings"
	"testing"
)

const skosHead = `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
	xmlns:dct="http://purl.org/dc/terms/" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#" xmlns:owl="http://www.w3.org/2002/07/owl#" xml:base="https://lists.example/kinds">`

const skosFile = skosHead + `
	<skos:ConceptScheme rdf:about="https://lists.example/kinds">
		<dct:title xml:lang="cy">Mathau</dct:title><dct:title xml:lang="en">Kinds</dct:title>
		<dct:description>All kinds</dct:description><owl:versionInfo>2.1</owl:versionInfo>
		<skos:hasTopConcept rdf:resource="#food"/>
	</skos:ConceptScheme>
	<skos:Concept rdf:about="#food">
		<skos:prefLabel xml:lang="cy">Bwyd</skos:prefLabel>
		<skos:prefLabel xml:lang="en">Food</skos:prefLabel>
		<skos:narrower rdf:resource="#banks"/>
		<skos:topConceptOf rdf:resource="https://lists.example/kinds"/>
	</skos:Concept>
	<rdf:Description rdf:about="#banks">
		<rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
		<skos:prefLabel xml:lang="en-GB">Food banks</skos:prefLabel>
		<skos:altLabel>foodbank</skos:altLabel><skos:hiddenLabel>fodbank</skos:hiddenLabel>
		<skos:scopeNote>Ask first</skos:scopeNote><skos:definition>Parcels of food</skos:definition>
		<skos:notation>F.1</skos:notation>
		<skos:inScheme rdf:resource="https://lists.example/kinds"/>
	</rdf:Description>
	<skos:Concept rdf:ID="mobile">
		<skos:prefLabel>Mobile food banks</skos:prefLabel>
		<skos:inScheme rdf:resource="https://lists.example/kinds"/>
		<skos:broader><skos:Concept rdf:about="#banks"/></skos:broader>
		<skos:broader rdf:resource="#food"/>
	</skos:Concept>
	<skos:Concept><skos:prefLabel>Nobody's</skos:prefLabel></skos:Concept>
</rdf:RDF>`

func TestReadSKOS(t *testing.T) {
	r := read(t, skosFile)
	got := r.Taxonomies[0]
	if len(r.Taxonomies) != 1 || got.Name != "Kinds" || got.Version != "2.1" || got.URI != "https://lists.example/kinds" || got.Description != "All kinds" {
		t.Errorf("%+v", got)
	}
	if want := strings.NewReplacer("@", "https://lists.example/kinds#").Replace("@food Food\n@banks Food banks < Food\n@mobile Mobile food banks < Food banks < Food"); outline(got) != want {
		t.Errorf("got\n%s\nwant\n%s", outline(got), want)
	}
	banks, _ := got.Term("https://lists.example/kinds#banks")
	if banks.Code != "F.1" || banks.Description != "Parcels of food" || strings.Join(banks.AlternateNames, "|") != "foodbank|fodbank" || banks.URI != banks.ID {
		t.Errorf("%+v", banks)
	}
	if found := got.ByName("bwyd"); len(found) != 1 || found[0].Name != "Food" {
		t.Errorf("by the Welsh name: %+v", found)
	}
	const want = "line 29, rdf:about: the concept has no address; left out\nline 23 (https://lists.example/kinds#mobile), broader: has more than one broader term; the first is kept"
	if problems(r) != want {
		t.Errorf("got\n%s\nwant\n%s", problems(r), want)
	}
}

func TestSKOSInAnotherEncoding(t *testing.T) {
	file := strings.Replace(skosHead, "UTF-8", "ISO-8859-1", 1) + "<skos:Concept rdf:about='#a'><skos:prefLabel>Caf\xe9</skos:prefLabel></skos:Concept></rdf:RDF>"
	if r := read(t, file); r.Taxonomies[0].Terms()[0].Name != "Café" {
		t.Errorf("%+v", r.Taxonomies[0].Terms())
	}
}

func TestHostileSKOS(t *testing.T) {
	deep := skosHead + strings.Repeat("<skos:Concept rdf:about='#a'><skos:narrower>", 5_000)
	if _, err := Read(strings.NewReader(deep)); err != ErrTooDeep {
		t.Errorf("deep: %v", err)
	}
	laughs := `<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>` + strings.TrimPrefix(skosHead, `<?xml version="1.0" encoding="UTF-8"?>`) + "</rdf:RDF>"
	if _, err := Read(strings.NewReader(laughs)); err != ErrEntities {
		t.Errorf("entities: %v", err)
	}
	circle := skosHead + `<skos:Concept rdf:about="#a"><skos:prefLabel>A</skos:prefLabel><skos:broader rdf:resource="#b"/><skos:narrower rdf:resource="#a"/></skos:Concept>
		<skos:Concept rdf:about="#b"><skos:prefLabel>B</skos:prefLabel><skos:broader rdf:resource="#a"/></skos:Concept></rdf:RDF>`
	if r := read(t, circle); !strings.Contains(problems(r), "above itself") || !strings.HasSuffix(outline(r.Taxonomies[0]), "B < A") {
		t.Errorf("circle: %s\n%s", outline(r.Taxonomies[0]), problems(r))
	}
}
