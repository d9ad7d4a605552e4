/** Learners of nuisance functions, their settings, and how a spec names them. */
package dev.dml.learner;
