/** What was found when it was looked whether everything is there that the program needs. */
package dev.dml.doctor;
