package io.smolscale.tried.programs;

import io.smolscale.it.programs.Lifeline;
import java.util.concurrent.CountDownLatch;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.Receiver;
import org.jgroups.blocks.MessageDispatcher;
import org.jgroups.blocks.RequestOptions;

/// Two nodes of a group. Virtual threads of the first ask the second and wait for each answer; then
/// they send to all.
public final class JGroupsProgram {
  private static final int ROUNDS = 10;

  private JGroupsProgram() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    Group group = new Group();
    try (Work work = Work.begin(args)) {
      ask(work, group);
      tellAll(work, group);
    }
    Lifeline.awaitEndOfInput();
  }

  private static void ask(Work work, Group group) throws Exception {
    try (JChannel here = group.first();
        JChannel there = group.second();
        MessageDispatcher asker = new MessageDispatcher(here);
        MessageDispatcher _ = new MessageDispatcher(there, message -> answer(work, message))) {
      here.connect("questions");
      there.connect("questions");
      work.all(number -> {
        for (int round = 0; round < ROUNDS; round++) {
          int question = number + round;
          int answer =
              asker.sendMessage(
                  new ObjectMessage(there.getAddress(), question),
                  RequestOptions.SYNC().timeout(100_000));
          Work.check(answer == 2 * question, "an answer of " + answer + " to " + question);
        }
      });
      System.out.println("nodes: " + here.getView().size());
    }
  }

  private static Integer answer(Work work, Message message) throws InterruptedException {
    Thread.sleep(1);
    work.seen();
    int question = message.getObject();
    return 2 * question;
  }

  private static void tellAll(Work work, Group group) throws Exception {
    try (JChannel here = group.first();
        JChannel there = group.second()) {
      CountDownLatch heard = new CountDownLatch(2 * ROUNDS * work.size());
      Receiver receiver =
          new Receiver() {
            @Override
            public void receive(Message message) {
              work.seen();
              heard.countDown();
            }
          };
      here.setReceiver(receiver);
      there.setReceiver(receiver);
      here.connect("news");
      there.connect("news");
      work.all(number -> {
        for (int round = 0; round < ROUNDS; round++) {
          here.send(null, number + round);
        }
      });
      heard.await();
      System.out.println("heard: all");
    }
  }
}
