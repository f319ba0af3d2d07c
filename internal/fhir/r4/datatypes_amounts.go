package r4

// Quantity is a measured amount. Age, Duration, Count and Distance have the same
// shape.
type Quantity struct {
	Element
	Value      Decimal `fhir:"value"`
	Comparator Code    `fhir:"comparator" in:"quantity-comparator"`
	Unit       string  `fhir:"unit"`
	System     URI     `fhir:"system"`
	Code       Code    `fhir:"code"`
}

// Range runs from Low to High.
type Range struct {
	Element
	Low  *Quantity `fhir:"low"`
	High *Quantity `fhir:"high"`
}

// Ratio is one quantity to another.
type Ratio struct {
	Element
	Numerator   *Quantity `fhir:"numerator"`
	Denominator *Quantity `fhir:"denominator"`
}

// Period runs from Start to End, both included; either may be absent.
type Period struct {
	Element
	Start DateTime `fhir:"start"`
	End   DateTime `fhir:"end"`
}

// Timing is when something happens, more than once.
type Timing struct {
	BackboneElement
	Event  []DateTime       `fhir:"event"`
	Repeat *TimingRepeat    `fhir:"repeat"`
	Code   *CodeableConcept `fhir:"code"`
}

// TimingRepeat is a part of Timing.
type TimingRepeat struct {
	Element
	Bounds       *Choice `fhir:"bounds[x]" of:"Duration Range Period"`
	Count        *int    `fhir:"count" is:"positiveInt"`
	CountMax     *int    `fhir:"countMax" is:"positiveInt"`
	Duration     Decimal `fhir:"duration"`
	DurationMax  Decimal `fhir:"durationMax"`
	DurationUnit Code    `fhir:"durationUnit" in:"units-of-time"`
	Frequency    *int    `fhir:"frequency" is:"positiveInt"`
	FrequencyMax *int    `fhir:"frequencyMax" is:"positiveInt"`
	Period       Decimal `fhir:"period"`
	PeriodMax    Decimal `fhir:"periodMax"`
	PeriodUnit   Code    `fhir:"periodUnit" in:"units-of-time"`
	DayOfWeek    []Code  `fhir:"dayOfWeek" in:"days-of-week"`
	TimeOfDay    []Time  `fhir:"timeOfDay"`
	When         []Code  `fhir:"when" in:"event-timing"`
	Offset       *int    `fhir:"offset" is:"unsignedInt"`
}

// SampledData is a series of measurements.
type SampledData struct {
	Element
	Origin     *Quantity `fhir:"origin" min:"1"`
	Period     Decimal   `fhir:"period" min:"1"`
	Factor     Decimal   `fhir:"factor"`
	LowerLimit Decimal   `fhir:"lowerLimit"`
	UpperLimit Decimal   `fhir:"upperLimit"`
	Dimensions *int      `fhir:"dimensions" min:"1" is:"positiveInt"`
	Data       string    `fhir:"data"`
}
