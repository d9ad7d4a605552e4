/** What is asked of the scored repetitions of an estimation, one repetition at a time. */
package dev.dml.analysis;
