// Command directory measures the search of the directory against other
// engines, on the same made-up services and with the same questions. It is a
// module of its own, so that the product does not carry the others.
//
// One call measures one engine at one size and prints one row of a table;
// scripts/bench-directory calls it for all. Engines are asked from one
// connection. Processor time is that of this process, by getrusage; for
// PostgreSQL it is that of the backend, from /proc.
package main
