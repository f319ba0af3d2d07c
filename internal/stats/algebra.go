package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// worstCondition is beyond what a solution of equations means anything: columns
// that say the same, or a group in which nothing happened.
const worstCondition = 1e12

// solve answers m x = v for a positive definite m.
func solve(m mat.Symmetric, v *mat.VecDense) (*mat.VecDense, error) {
	chol, err := factor(m)
	if err != nil {
		return nil, err
	}
	var x mat.VecDense
	if err := chol.SolveVecTo(&x, v); err != nil {
		return nil, errSingular()
	}
	return &x, nil
}

// inverse is the covariance that belongs to an information matrix.
func inverse(m mat.Symmetric) (*mat.SymDense, error) {
	chol, err := factor(m)
	if err != nil {
		return nil, err
	}
	var inv mat.SymDense
	if err := chol.InverseTo(&inv); err != nil {
		return nil, errSingular()
	}
	return &inv, nil
}

// factor scales a matrix to a diagonal of ones first, so that units do not make
// it look singular; the factors are of the matrix itself.
func factor(m mat.Symmetric) (*mat.Cholesky, error) {
	n := m.SymmetricDim()
	scaled := mat.NewSymDense(n, nil)
	for i := range n {
		if !(m.At(i, i) > 0) || math.IsInf(m.At(i, i), 0) {
			return nil, errSingular()
		}
		for j := i; j < n; j++ {
			scaled.SetSym(i, j, m.At(i, j)/math.Sqrt(m.At(i, i)*m.At(j, j)))
		}
	}
	var scaledFactors, chol mat.Cholesky
	if !scaledFactors.Factorize(scaled) || scaledFactors.Cond() > worstCondition || !chol.Factorize(m) {
		return nil, errSingular()
	}
	return &chol, nil
}

func errSingular() error {
	return notComputable("what is compared says the same twice, or never varies")
}
