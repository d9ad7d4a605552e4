package dev.dml.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkupTest {

  @Test
  void noTextOrAttributeIsMistakenForMarkup() {
    assertThat(Markup.of("p", "<b> & \"c\"").with("title", "\"><script>").text())
        .isEqualTo("<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt; &amp; &quot;c&quot;</p>");
  }

  @Test
  void elementsAreNestedAndListsAreLaidOut() {
    Markup item = Markup.of("span", "x");
    assertThat(Markup.of("p", "a", List.of(item, item), Markup.of("br")).text())
        .isEqualTo("<p>a<span>x</span><span>x</span>\n<br></p>");
  }

  @Test
  void aNumberHasNoMoreDigitsThanAPictureNeeds() {
    assertThat(Markup.number(1.0)).isEqualTo("1");
    assertThat(Markup.number(-0.0)).isEqualTo("0");
    assertThat(Markup.number(100)).isEqualTo("100");
    assertThat(Markup.number(1.239)).isEqualTo("1.24");
    assertThat(Markup.number(1.5)).isEqualTo("1.5");
  }

  @Test
  void whatIsNoTextIsRefused() {
    assertThatThrownBy(() -> Markup.of("p", 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no content of an element: class java.lang.Integer");
  }
}
