package db

import (
	"database/sql/driver"
	"errors"
	"io"
	"net"

	"github.com/jackc/pgx/v5/pgconn"
)

// postgresCode is the SQLSTATE in err, or "".
func postgresCode(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code
	}
	return ""
}

func postgresSentinel(err error) error {
	switch code := postgresCode(err); {
	case code == "23505":
		return ErrDuplicate
	case code == "23503":
		return ErrReference
	case code == "25006", // read-only: a standby
		code == "55P03", code == "57014": // lock not available, query cancelled
		return ErrUnavailable
	case code != "":
		switch code[:2] {
		case "08", "40", "53", "57", "58": // connection, rollback, no resources, operator, system
			return ErrUnavailable
		}
		return nil
	}
	if lostConnection(err) {
		return ErrUnavailable
	}
	return nil
}

// lostConnection says whether err means that the server could not be spoken to.
func lostConnection(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) ||
		pgconn.Timeout(err) || pgconn.SafeToRetry(err)
}

// conflict says whether the same closure may succeed when run again.
func conflict(err error) bool {
	code := postgresCode(err)
	return code == "40001" || code == "40P01"
}

// refused says whether the server itself answered no, so that a commit has
// certainly not happened. pgconn.SafeToRetry does not say so: when the
// connection breaks while the answer to a COMMIT is awaited, the driver returns
// an error that claims nothing was sent.
func refused(err error) bool {
	code := postgresCode(err)
	return code != "" && code != "40003" && code[:2] != "08" && code[:2] != "57"
}
