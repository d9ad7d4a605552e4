/** Probabilities of treatment: how scores use them, and how far arms can be compared by them. */
package dev.dml.model.propensity;
