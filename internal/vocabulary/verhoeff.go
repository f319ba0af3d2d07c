package vocabulary

// VerhoeffValid says whether the last digit of a number is the right Verhoeff
// check digit, as in every SNOMED CT identifier. Anything but 2 to 18 digits, the
// longest identifier there is, is false.
func VerhoeffValid(number string) bool {
	if len(number) < 2 || len(number) > 18 || !onlyDigits(number) {
		return false
	}
	check := 0
	for i := range len(number) {
		digit := int(number[len(number)-1-i] - '0')
		check = dihedral(check, verhoeffTurn(i, digit))
	}
	return check == 0
}

// verhoeffTurn applies the permutation of the scheme i times.
func verhoeffTurn(i, digit int) int {
	turn := [10]int{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}
	for range i % 8 {
		digit = turn[digit]
	}
	return digit
}

// dihedral multiplies in the group of the ten symmetries of a pentagon: 0 to 4
// are its rotations, 5 to 9 its reflections.
func dihedral(a, b int) int {
	switch {
	case a < 5 && b < 5:
		return (a + b) % 5
	case a < 5:
		return 5 + (a+b)%5
	case b < 5:
		return 5 + (a-b+5)%5
	}
	return (a - b + 10) % 5
}
