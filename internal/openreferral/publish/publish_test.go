package publish

import (
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
)

var manager = directory.By{ID: "account", Name: "Ana Manager"}

func TestWhatPeopleDecideIsPublished(t *testing.T) {
	each(t, func(t *testing.T, f feed) {
		f.take("council", lunch(1, `,"phones":[{"id":"`+idOf(7)+`","number":"01632 960001"}],"x":{"kept":true}`))
		f.write(func(tx *db.Tx) error {
			right := directory.Service{Phone: "01632 960999", Cost: "£3", Free: directory.No, AssuredBy: "checks@area.example"}
			return directory.Correct(tx, manager, idOf(1), right, "phone", "cost", "assured")
		})
		given := f.object("/services/" + idOf(1))
		if given["fees_description"] != "£3" || textOf(objects(given["phones"])[0]["number"]) != "01632 960999" || given["x"] == nil || given["assurer_email"] != "checks@area.example" {
			t.Errorf("%v", given)
		}
	})
}

// What is known of steps is said in words that are read back as the same; the
// rest of the place stays as it was told.
func TestStepFreeIsPublished(t *testing.T) {
	for _, k := range []struct {
		told  string // words that the source has
		known directory.Answer
		want  string
	}{
		{"", directory.Yes, "Step-free access."},
		{"", directory.No, "No step-free access."},
		{"Parking outside", directory.Yes, "Step-free access. Parking outside"},
		{"Wheelchair ramp at the back", directory.No, "No step-free access. Wheelchair ramp at the back"},
		{"No ramp", directory.Yes, "Step-free access."},
		{"Level access", directory.Yes, "Level access"},
		{"Parking outside", directory.NotStated, "Parking outside"},
	} {
		each(t, func(t *testing.T, f feed) {
			told := ""
			if k.told != "" {
				told = `,"accessibility":[{"id":"` + idOf(9) + `","description":"` + k.told + `","url":"https://hall.example"}]`
			}
			f.take("council", lunch(1, `,"service_at_locations":[{"id":"`+idOf(3)+`","location":{"id":"`+idOf(4)+`","location_type":"physical","addresses":[{"id":"`+idOf(5)+`","address_1":"1 Sea Lane","address_2":"Back door","city":"Town","state_province":"","postal_code":"QX1 1AA","country":"GB","address_type":"physical"}]`+told+`}}]`))
			f.write(func(tx *db.Tx) error {
				s, err := directory.Get(tx, idOf(1))
				if err != nil {
					return err
				}
				s.Locations[0].StepFree = k.known
				_, err = directory.UpsertLocation(tx, s.Locations[0])
				return err
			})
			location := objects(f.object("/services/" + idOf(1))["service_at_locations"])[0]["location"].(fields)
			access := objects(location["accessibility"])
			if len(access) != 1 || access[0]["description"] != k.want || k.want == k.told && access[0]["url"] != "https://hall.example" {
				t.Errorf("%q, known %q: %v", k.told, k.known, access)
			}
			if address := objects(location["addresses"])[0]; address["address_2"] != "Back door" || address["city"] != "Town" {
				t.Errorf("the address lost parts: %v", address)
			}
			_, body := f.get("/services/" + idOf(1))
			reader := newFeed(t, dbtest.SQLite(t))
			reader.take("us", string(body))
			dbtest.Read(t, reader.d, func(r *db.Snapshot) error {
				s, err := directory.Get(r, idOf(1))
				if err == nil && s.StepFree() != k.known {
					t.Errorf("%q is read as %q", k.want, s.StepFree())
				}
				return err
			})
		})
	}
}

func TestTheRefugeKeepsItsPlace(t *testing.T) {
	each(t, func(t *testing.T, f feed) {
		const place = `,"service_at_locations":[{"id":"at","location":{"id":"hall","location_type":"physical","latitude":54.1,"longitude":0.5,"addresses":[{"address_1":"1 Hidden Lane","city":"Town","state_province":"","postal_code":"QX1 1AA","country":"GB","address_type":"physical"}]}}]`
		f.take("council", `{"id":"`+idOf(1)+`","name":"Harbour refuge","status":"active"`+place+`}`, lunch(2, place))
		if given := f.object("/services/" + idOf(1)); given["service_at_locations"] != nil {
			t.Errorf("the refuge's place is published: %v", given)
		}
		if given := f.object("/services/" + idOf(2)); given["service_at_locations"] == nil {
			t.Errorf("the lunch club's place is not: %v", given)
		}
		f.write(func(tx *db.Tx) error {
			return directory.SetPrivacy(tx, manager, idOf(2), directory.Privacy{Published: true, HidePlace: true, Why: "they asked"})
		})
		if given := f.object("/services/" + idOf(2)); given["service_at_locations"] != nil {
			t.Errorf("after they asked: %v", given)
		}
		for _, at := range objects(f.object("/service_at_locations?full=true")["contents"]) {
			if at["location"] != nil {
				t.Errorf("a place that is hidden is still listed: %v", at)
			}
		}
	})
}

func TestMobileNumbersBesideANameStayHere(t *testing.T) {
	each(t, func(t *testing.T, f feed) {
		f.take("council", lunch(1, `,"phones":[{"id":"`+idOf(5)+`","number":"07700 900001"}],
			"contacts":[{"id":"`+idOf(6)+`","name":"Dee","phones":[{"id":"`+idOf(7)+`","number":"+44 7700 900002"},{"id":"`+idOf(8)+`","number":"01632 960003"}]}]`))
		given := f.object("/services/" + idOf(1))
		contact := objects(given["contacts"])[0]
		if phones := objects(contact["phones"]); len(phones) != 1 || phones[0]["number"] != "01632 960003" {
			t.Errorf("%v", contact)
		}
		if len(objects(given["phones"])) != 1 {
			t.Errorf("the group's own number is gone: %v", given)
		}
	})
}

func TestStaffOnlyAndMergedServicesAreTakenDown(t *testing.T) {
	each(t, func(t *testing.T, f feed) {
		f.take("council", lunch(1, ""), lunch(2, ""), lunch(3, ""))
		f.write(func(tx *db.Tx) error {
			if err := directory.SetPrivacy(tx, manager, idOf(1), directory.Privacy{}); err != nil {
				return err
			}
			return directory.Link(tx, manager, idOf(3), idOf(2), "the same")
		})
		for n, want := range map[int]string{1: "defunct", 2: "defunct", 3: "active"} {
			if given := f.object("/services/" + idOf(n)); given["status"] != want || want == "defunct" && given["description"] != nil {
				t.Errorf("%d: %v", n, given)
			}
		}
		if given := f.object("/services/" + idOf(2)); given["merged_into"] != idOf(3) {
			t.Errorf("%v", given)
		}
		f.take("council", lunch(4, ""))
		f.write(func(tx *db.Tx) error {
			return directory.SetPrivacy(tx, manager, idOf(1), directory.Privacy{Published: true})
		})
		if given := f.object("/services/" + idOf(1)); given["status"] != "active" {
			t.Errorf("back again: %v", given)
		}
	})
}

func TestAChangeThatWaitsIsNotPublished(t *testing.T) {
	each(t, func(t *testing.T, f feed) {
		f.take("sheet", lunch(1, ""))
		f.write(func(tx *db.Tx) error {
			source, err := directory.GetSource(tx, "sheet")
			if err != nil {
				return err
			}
			source.Review = true
			return directory.SaveSource(tx, source)
		})
		f.take("sheet", lunch(1, `,"alert":"Closed today"`), lunch(2, ""))
		if given := f.object("/services/" + idOf(1)); given["alert"] != nil {
			t.Errorf("not looked at, but published: %v", given)
		}
		if answer, _ := f.get("/services/" + idOf(2)); answer.StatusCode != 404 {
			t.Error("a new service that nobody looked at:", answer.Status)
		}
		f.write(func(tx *db.Tx) error { return directory.Approve(tx, idOf(1)) })
		if given := f.object("/services/" + idOf(1)); given["alert"] != "Closed today" {
			t.Errorf("approved: %v", given)
		}
	})
}
