/** Data files of Stata, releases 8 to 18 (formats 113 to 119). */
package dev.dml.file.stata;
