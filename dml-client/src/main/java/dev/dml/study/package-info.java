/** Studies: many estimations as one pool of tasks, kept in a folder. */
package dev.dml.study;
