/** How far a run is: what a person, a program and another terminal are told of it. */
package dev.dml.wire.progress;
