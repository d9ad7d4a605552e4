/** Double machine learning: the algorithm and its result. */
package dev.dml;
