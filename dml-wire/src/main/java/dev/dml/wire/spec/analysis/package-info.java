/** The parts of a spec that ask for analyses. */
package dev.dml.wire.spec.analysis;
