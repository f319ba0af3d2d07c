package fieldwork

import (
	"bufio"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/files"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/web/visit"
)

// audio are the kinds of recordings that are taken.
var audio = map[string]bool{"audio/mpeg": true, "audio/mp4": true, "audio/x-m4a": true, "audio/wav": true, "audio/x-wav": true, "audio/ogg": true, "audio/webm": true, "video/mp4": true, "video/webm": true}

// sniffed is how many bytes of a file tell what it is.
const sniffed = 512

// sounds reports whether a file begins as a recording can, whatever it says that it is: as
// nothing that is known to be a page, a picture, an archive or a document.
func sounds(head []byte) bool {
	kind := http.DetectContentType(head)
	return strings.HasPrefix(kind, "audio/") || strings.HasPrefix(kind, "video/") || kind == "application/ogg" || kind == "application/octet-stream"
}

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
		sound := bufio.NewReaderSize(part, sniffed)
		kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type"))
		head, _ := sound.Peek(sniffed) // whoever reads on meets what is wrong with it
		if len(head) == 0 {
			continue // no file was chosen, or an empty one
		}
		if !audio[kind] || !sounds(head) {
			return there(v, db.Fault("recording", "Choose a sound file: MP3, M4A, WAV or Ogg"), "recording", "")
		}
		if file, err = v.House.Files.Take(v.Context(), files.Incoming{By: v.Actor.AccountID, Name: "recording", MediaType: kind, Most: interviews.MostRecording}, sound); err != nil {
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
