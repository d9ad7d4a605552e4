/** Logistic regression, with and without a penalty. */
package dev.dml.learner.logistic;
