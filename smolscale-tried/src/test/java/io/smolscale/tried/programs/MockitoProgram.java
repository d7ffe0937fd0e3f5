package io.smolscale.tried.programs;

import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.smolscale.it.programs.Lifeline;
import java.util.ArrayList;
import java.util.List;
import org.mockito.MockedStatic;

/// Virtual threads call mocks of final classes, of classes of the JDK and of static methods; the
/// answers block.
public final class MockitoProgram {
  private static final int ROUNDS = 10;

  private MockitoProgram() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    try (Work work = Work.begin(args)) {
      Prices prices = mock(Prices.class);
      when(prices.of(anyInt()))
          .thenAnswer(call -> {
            Thread.sleep(1);
            work.seen();
            return 2 * call.<Integer>getArgument(0);
          });
      List<Integer> list = spy(new ArrayList<>(List.of(1, 2, 3)));
      work.all(number -> ask(prices, list, number));
      verify(prices, times(ROUNDS * work.size())).of(anyInt());
      System.out.println("calls: all");
      work.all(number -> {
        try (MockedStatic<Rate> rate = mockStatic(Rate.class)) {
          rate.when(Rate::now).thenReturn(number);
          Thread.sleep(1);
          Work.check(Rate.now() == number, "the rate of another thread: " + Rate.now());
        }
        Work.check(Rate.now() == -1, "the mock is still there");
      });
      System.out.println("static: right");
    }
    Lifeline.awaitEndOfInput();
  }

  private static void ask(Prices prices, List<Integer> list, int number) {
    for (int round = 0; round < ROUNDS; round++) {
      int price = prices.of(number + round);
      Work.check(price == 2 * (number + round), "a price of " + price);
      Work.check(list.get(1) == 2, "another list");
    }
  }

  private static final class Prices {
    int of(int number) {
      return number;
    }
  }

  private static final class Rate {
    private Rate() {}

    static int now() {
      return -1;
    }
  }
}
