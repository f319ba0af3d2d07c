package words_test

import (
	"testing"

	"linkwork/internal/words"
)

func TestReadingAge(t *testing.T) {
	for _, x := range []struct {
		text     string
		from, to int
	}{
		{"The cat sat.", 0, 0},
		{"We met in the hall. It was warm. We had tea and cake. We talked of work. Some of us laughed. Then we went home on the bus. It was a good day for us all.", 5, 7},
		{"We asked people about their work. They told us what helps them and what makes it hard. Most said that time with their manager matters. Some said that they feel alone.", 6, 10},
		{"The implementation of intermediary interventions necessitates consideration of organisational infrastructures, interprofessional collaboration and individual capabilities, particularly regarding socioeconomically disadvantaged populations experiencing multimorbidity and institutional discrimination throughout longitudinal trajectories within heterogeneous geographical, economic and administrative environments.", 20, 60},
	} {
		if age := words.ReadingAge(x.text); age < x.from || age > x.to {
			t.Errorf("%.40q: %d, want %d to %d", x.text, age, x.from, x.to)
		}
	}
}
