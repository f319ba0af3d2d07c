package readers

// ReadReport is the addresses in a report.
func ReadReport(raw []byte) (addresses []string) {
	x, err := readReport(raw)
	if err != nil {
		return nil
	}
	for _, about := range x.About {
		addresses = append(addresses, about.Address)
	}
	return addresses
}
