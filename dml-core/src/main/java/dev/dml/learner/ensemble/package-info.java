/**
 * Several learners for one nuisance: candidates, how they are combined, and how settings are
 * chosen.
 */
package dev.dml.learner.ensemble;
