package fieldwork

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/files"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/web/visit"
)

// audio are the kinds of recordings that are taken.
var audio = map[string]bool{"audio/mpeg": true, "audio/mp4": true, "audio/x-m4a": true, "audio/wav": true, "audio/x-wav": true, "audio/ogg": true, "audio/webm": true, "video/mp4": true, "video/webm": true}

// record takes a recording in as it arrives: it is never laid down in the clear.
func record(v *visit.Visit) error {
	if err := http.NewResponseController(v.W).SetReadDeadline(time.Now().Add(time.Hour)); err != nil {
		return err
	}
	parts, err := v.R.MultipartReader()
	if err != nil {
		return there(v, db.Fault("recording", "Choose the recording"), "recording", "")
	}
	sent := make(url.Values)
	var file files.File
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if part.FormName() != "recording" {
			text, err := io.ReadAll(io.LimitReader(part, 1000))
			if err != nil {
				return err
			}
			sent.Add(part.FormName(), string(text))
			continue
		}
		kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if !audio[kind] {
			return there(v, db.Fault("recording", "Choose a sound file: MP3, M4A, WAV or Ogg"), "recording", "")
		}
		if file, err = v.House.Files.Take(v.Context(), files.Incoming{By: v.Actor.AccountID, Name: "recording", MediaType: kind, Most: interviews.MostRecording}, part); err != nil {
			var unfit files.Unfit
			if errors.As(err, &unfit) {
				err = db.Fault("recording", unfit.Words)
			}
			return there(v, err, "recording", "")
		}
	}
	v.Fields = visit.Fields{Values: sent}
	if file.ID == "" {
		return there(v, db.Fault("recording", "Choose the recording"), "recording", "")
	}
	_, err = interviews.Record(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), file.ID)
	return there(v, err, "recording", "The recording is kept, encrypted. Delete it from the device now.")
}

func listen(v *visit.Visit) error {
	return v.SendFile(func(r *db.Snapshot) (files.File, error) {
		return interviews.Listen(r, v.Actor, v.Path("study"), v.Path("recording"))
	})
}

func destroy(v *visit.Visit) error {
	err := interviews.Destroy(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), v.Path("recording"), v.Fields.Get("destroy"))
	return there(v, err, v.Path("recording"), "The recording is destroyed.")
}

func giveTo(v *visit.Visit) error {
	err := interviews.GiveTo(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), v.Path("recording"), v.Fields.Get("transcriber"))
	return there(v, err, v.Path("recording"), "They find it under Fieldwork, Recordings to write down.")
}
