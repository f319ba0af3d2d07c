package web

import (
	"net/http"
	"slices"
	"strings"

	"linkwork/internal/asking"
	"linkwork/internal/directory"
	"linkwork/internal/web/admin"
	"linkwork/internal/web/album"
	"linkwork/internal/web/answer"
	"linkwork/internal/web/answering"
	"linkwork/internal/web/approvals"
	"linkwork/internal/web/archive"
	"linkwork/internal/web/around"
	"linkwork/internal/web/asked"
	"linkwork/internal/web/askhelp"
	"linkwork/internal/web/attend"
	"linkwork/internal/web/builder"
	"linkwork/internal/web/calendar"
	"linkwork/internal/web/custodian"
	"linkwork/internal/web/day"
	"linkwork/internal/web/desk"
	"linkwork/internal/web/doubles"
	"linkwork/internal/web/elsewhere"
	"linkwork/internal/web/enter"
	"linkwork/internal/web/events"
	"linkwork/internal/web/feedback"
	"linkwork/internal/web/feeds"
	"linkwork/internal/web/fieldwork"
	"linkwork/internal/web/fill"
	"linkwork/internal/web/find"
	"linkwork/internal/web/findings"
	"linkwork/internal/web/gathered"
	"linkwork/internal/web/groups"
	"linkwork/internal/web/info"
	"linkwork/internal/web/infographic"
	"linkwork/internal/web/instruments"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/keep"
	"linkwork/internal/web/lonework"
	"linkwork/internal/web/mdt"
	"linkwork/internal/web/meet"
	"linkwork/internal/web/member"
	"linkwork/internal/web/offers"
	"linkwork/internal/web/outreach"
	"linkwork/internal/web/participants"
	"linkwork/internal/web/passages"
	"linkwork/internal/web/person"
	"linkwork/internal/web/photos"
	"linkwork/internal/web/readers"
	"linkwork/internal/web/refer"
	"linkwork/internal/web/reflect"
	"linkwork/internal/web/safety"
	"linkwork/internal/web/serve"
	"linkwork/internal/web/setup"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/sources"
	"linkwork/internal/web/stop"
	"linkwork/internal/web/study"
	"linkwork/internal/web/subscribe"
	"linkwork/internal/web/survey"
	"linkwork/internal/web/takepart"
	"linkwork/internal/web/taxonomies"
	"linkwork/internal/web/team"
	"linkwork/internal/web/triage"
	"linkwork/internal/web/updates"
	"linkwork/internal/web/visit"
	"linkwork/internal/web/wordings"
)

// Routes lists every route of the site.
func Routes(dir *directory.Directory) []visit.Route {
	return slices.Concat(enter.Routes(), info.Routes(), day.Routes(), calendar.Routes(), triage.Routes(), person.Routes(), refer.Routes(), askhelp.Routes(), elsewhere.Routes(),
		stop.Routes(), wordings.Routes(), builder.Routes(),
		team.Routes(), admin.Routes(), feeds.Routes(), sources.Routes(), taxonomies.Routes(), instruments.Routes(), doubles.Routes(), approvals.Routes(), keep.Routes(), setup.Routes(), find.Routes(dir), answer.Routes(), asked.Routes(), fill.Routes(), gathered.Routes(), reflect.Routes(), desk.Routes(), outreach.Routes(), offers.Routes(), mdt.Routes(), feedback.Routes(), lonework.Routes(), around.Routes(), safety.Routes(),
		study.Routes(), photos.Routes(), album.Routes(), participants.Routes(), custodian.Routes(), takepart.Routes(), fieldwork.Routes(), meet.Routes(), passages.Routes(), survey.Routes(), answering.Routes(),
		updates.Routes(), archive.Routes(), infographic.Routes(), findings.Routes(), readers.Routes(), subscribe.Routes(), events.Routes(), attend.Routes(), groups.Routes(), member.Routes())
}

// edgeLimit is the size in bytes at which a request to another edge is cut off
// at the door: above every limit that an edge sets itself.
const edgeLimit = 8 << 20

// Handler is the whole site: the routes of the places and those of more, such
// as the demonstration's or another edge's, which bring their own rules.
func Handler(h *visit.House, dir *directory.Directory, more []visit.Route, edges map[string]http.Handler, reports *serve.Reports) http.Handler {
	routes := append(Routes(dir), more...)
	mux := visit.Mux(h, routes)
	for pattern, edge := range edges {
		mux.Handle(pattern, edge)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { h.NotFound(w, r) })
	return serve.Handler(mux, serve.Options{
		Log:          h.Log,
		Page:         func(*http.Request) shell.Page { return shell.Page{} },
		Session:      func(next http.Handler) http.Handler { return h.Identity.Sessions(next, h.SessionFailed) },
		Secure:       h.Secure(),
		FromAnywhere: visit.FromAnywhere(routes),
		// Another edge has a limit of its own, and its own words for it.
		BodyLimit: func(r *http.Request) int64 {
			switch {
			case strings.HasPrefix(r.URL.Path, "/fhir/"):
				return edgeLimit
			case strings.HasPrefix(r.URL.Path, asking.Path+"/") && strings.HasSuffix(r.URL.Path, asked.PicturePath):
				return asked.BodyLimit
			case strings.HasPrefix(r.URL.Path, "/people/") && strings.HasSuffix(r.URL.Path, fill.PicturesPath):
				return fill.BodyLimit
			case r.URL.Path == feeds.Path:
				return feeds.BodyLimit
			case r.URL.Path == sources.FilePath:
				return sources.BodyLimit
			case r.URL.Path == builder.BringPath:
				return builder.BodyLimit
			case instudy.Records(r.URL.Path):
				return instudy.RecordingLimit
			case album.Uploads(r.URL.Path), updates.Uploads(r.URL.Path):
				return visit.PhotographLimit
			case member.Uploads(r.URL.Path):
				return member.BodyLimit
			case events.Uploads(r.URL.Path):
				return events.BodyLimit
			case instudy.Uploads(r.URL.Path):
				return instudy.BodyLimit
			case r.URL.Path == taxonomies.LoadPath:
				return taxonomies.BodyLimit
			}
			return 0
		},
		Reports: reports,
	})
}
