/** The study file: many estimations that differ in some values of a spec. */
package dev.dml.wire.study;
