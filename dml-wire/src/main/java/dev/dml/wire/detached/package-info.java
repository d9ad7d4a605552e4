/** Runs that go on in an account by themselves: what is asked of them and what they say. */
package dev.dml.wire.detached;
