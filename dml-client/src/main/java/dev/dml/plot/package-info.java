/** Pictures of a result: scenes with axes and marks, as SVG, PNG or PDF. */
package dev.dml.plot;
