/** Runs that go on in an account while no client is there: how they begin, stand and end. */
package dev.dml.detached;
