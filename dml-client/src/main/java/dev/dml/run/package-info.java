/** Runs that are kept: what they set out to do and every result, so that nothing is lost. */
package dev.dml.run;
