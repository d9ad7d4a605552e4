/** Programs that measure the estimator: what its intervals cover, and what memory it takes. */
package dev.dml.benchmark;
