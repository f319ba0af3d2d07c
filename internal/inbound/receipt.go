package inbound

import (
	"context"
	"io"
	"log/slog"
	"net/http"

	"linkwork/internal/db"
	"linkwork/internal/messages"
)

// ReceiptPattern is where a gateway tells what became of a text.
const ReceiptPattern = "POST /inbound/sms/receipt"

// receipt is the body of such a request.
type receipt struct {
	ID    string `json:"id"`    // of the message, as the gateway was given it
	State string `json:"state"` // delivered | failed
	Why   string `json:"why"`   // optional, for failed
}

// Receipts takes a gateway's news of texts that were handed to it.
func Receipts(d *db.DB, secret string, log *slog.Logger) http.Handler {
	return from(secret, log, func(ctx context.Context, body io.Reader) error {
		var news receipt
		if err := one(body, &news); err != nil {
			return err
		}
		if news.State != "delivered" && news.State != "failed" || storable(news.ID) != news.ID {
			return errShape
		}
		return d.Write(ctx, func(tx *db.Tx) error { return messages.Told(tx, news.ID, news.State == "delivered", news.Why) })
	})
}
