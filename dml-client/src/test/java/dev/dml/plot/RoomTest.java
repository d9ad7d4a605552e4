package dev.dml.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.plot.Mark.Tone;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTest {

  private static final Room.Place LEFT = new Room.Place(10, 50, "start");
  private static final Room.Place RIGHT = new Room.Place(90, 50, "end");

  private final Room room = new Room(0, 0, 100, 100);

  /** Three letters are 20 wide, and a line 13 high. */
  @Test
  void aTextTakesTheFirstOfItsPlacesThatIsFree() {
    assertThat(room.text(List.of(LEFT, RIGHT), Tone.INK, "one"))
        .contains(Mark.text(10, 50, "start", Tone.INK, "one"));
    assertThat(room.text(List.of(LEFT, RIGHT), Tone.INK, "two"))
        .contains(Mark.text(90, 50, "end", Tone.INK, "two"));
    assertThat(room.text(List.of(LEFT, RIGHT), Tone.INK, "six")).isEmpty();
    assertThat(room.text(List.of(new Room.Place(20, 63, "middle")), Tone.INK, "ten")).isPresent();
  }

  @Test
  void noTextIsPutOnADotOrBeyondTheEdge() {
    room.dot(30, 45, 5);
    assertThat(room.text(List.of(LEFT), Tone.INK, "four")).isEmpty();
    assertThat(room.text(List.of(new Room.Place(85, 50, "start")), Tone.INK, "one")).isEmpty();
    assertThat(room.text(List.of(new Room.Place(50, 9, "start")), Tone.INK, "one")).isEmpty();
  }
}
