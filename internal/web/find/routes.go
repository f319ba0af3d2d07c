package find

import (
	"linkwork/internal/directory"
	"linkwork/internal/publicdirectory"
	"linkwork/internal/web/visit"
)

// place is the place with what it searches in.
type place struct {
	dir    *directory.Directory
	public *publicdirectory.Directory
}

// Routes of the place. dir is the one directory of the process.
func Routes(dir *directory.Directory) []visit.Route {
	p, who := place{dir, publicdirectory.New()}, visit.Supporters
	return []visit.Route{
		{Pattern: "GET " + publicPath, Who: visit.Public, Handle: p.showPublic},
		{Pattern: "GET " + publicPath + "/{service}", Who: visit.Public, Handle: showPublished},
		{Pattern: "GET /d/{code}", Who: visit.Public, Handle: followCode},
		{Pattern: "POST " + publicPath + "/{service}/trouble", Who: visit.Public, Handle: tellFromAnybody},
		{Pattern: "GET /services", Who: who, Handle: p.showServices},
		{Pattern: "GET " + checksPath, Who: who, Handle: showChecks},
		{Pattern: "POST /troubles/{trouble}", Who: who, Handle: closeReport},
		{Pattern: "POST /services/{service}/favourite", Who: who, Handle: favour},
		{Pattern: "GET /services/{service}/correct", Who: who, Handle: showCorrect},
		{Pattern: "POST /services/{service}/correct", Who: who, Handle: correct},
		{Pattern: "GET /services/{service}/manage", Who: who, Handle: showManage},
		{Pattern: "POST /services/{service}/manage", Who: who, Handle: manage},
		{Pattern: "POST /services/{service}/confirm", Who: who, Handle: confirm},
		{Pattern: "GET /services/{service}/room", Who: who, Handle: showRoom},
		{Pattern: "POST /services/{service}/room", Who: who, Handle: saveRoom},
		{Pattern: "POST /services/{service}/trouble", Who: who, Handle: tellTrouble},
		{Pattern: "GET /services/{service}", Who: who, Handle: showService},
		{Pattern: "GET " + gapsPath, Who: who, Handle: showGaps},
		{Pattern: "POST /gaps", Who: who, Handle: recordGap},
		{Pattern: "GET /people/{person}/find", Who: who, Handle: p.showFind},
		{Pattern: "POST /people/{person}/find", Who: who, Handle: p.find},
		{Pattern: "GET /people/{person}/services/{service}", Who: who, Handle: showServiceFor},
		{Pattern: "GET /people/{person}/connect/{service}", Who: who, Handle: showConnect},
		{Pattern: "POST /people/{person}/connect/{service}", Who: who, Handle: connect},
		{Pattern: "GET /people/{person}/connections", Who: who, Handle: showConnections},
		{Pattern: "POST /people/{person}/connections/{connection}/answer", Who: who, Handle: writeDownAnswer},
		{Pattern: "POST /people/{person}/connections/{connection}/take-back", Who: who, Handle: takeBackAnswer},
		{Pattern: "POST /people/{person}/connections/{connection}/outcome", Who: who, Handle: setOutcome},
	}
}
