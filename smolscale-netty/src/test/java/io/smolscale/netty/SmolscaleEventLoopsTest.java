package io.smolscale.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.smolscale.Scheduler;
import io.smolscale.SchedulerConfig;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class SmolscaleEventLoopsTest {
  private static final int WORKERS = 2;
  private static final int CLIENTS = 50;
  private static final int LINES = 20;
  private static final int GIVERS = 4;
  private static final int GIVEN = 2_000;

  private final Scheduler scheduler =
      Scheduler.create(SchedulerConfig.DEFAULT.withName("shop").withParallelism(WORKERS));
  private final List<EventLoopGroup> groups = new ArrayList<>();

  /// A scheduler waits for its loops, so this fails, too, if one does not end.
  @AfterEach
  void shutDown() {
    for (EventLoopGroup group : groups) {
      shutDown(group);
    }
    scheduler.close();
  }

  // ---- the threads

  @Test
  void aLoopIsAVirtualThreadOnAWorker() throws Exception {
    EventLoopGroup group = made(loops().group());
    String thread = group.submit(() -> Thread.currentThread().toString()).get();
    assertThat(thread).startsWith("VirtualThread[").contains("shop-loop-0").contains("@shop-");
  }

  @Test
  void thereAreAsManyLoopsAsWorkersUnlessSomebodySaysHowMany() {
    assertThat(made(loops().group())).hasSize(WORKERS);
    assertThat(made(loops().withLoops(5).group())).hasSize(5);
  }

  @Test
  void theThreadsHaveTheNameThatIsAskedFor() throws Exception {
    EventLoopGroup group = made(loops().withName("orders-io").withLoops(2).group());
    Set<String> names = ConcurrentHashMap.newKeySet();
    for (var loop : group) {
      names.add(loop.submit(() -> Thread.currentThread().getName()).get());
    }
    assertThat(names).containsExactlyInAnyOrder("orders-io-0", "orders-io-1");
  }

  @Test
  void aLoopIsKnownAsOneWhileItRuns() throws Exception {
    EventLoopGroup group = made(loops().withLoops(1).group());
    Thread loop = group.submit(Thread::currentThread).get();
    assertThat(SmolscaleEventLoops.isLoop(loop)).isTrue();
    assertThat(SmolscaleEventLoops.isLoop(Thread.currentThread())).isFalse();
    shutDown(group);
    loop.join();
    assertThat(SmolscaleEventLoops.isLoop(loop)).isFalse();
  }

  /// Without them, Netty's pools of buffers and objects keep nothing for a thread.
  @Test
  void aLoopHasFastThreadLocals() throws Exception {
    EventLoopGroup group = made(loops().group());
    assertThat(group.submit(FastThreadLocalThread::currentThreadHasFastThreadLocal).get()).isTrue();
    assertThat(group.submit(FastThreadLocalThread::currentThreadWillCleanupFastThreadLocals).get())
        .isTrue();
  }

  @Test
  void aThreadThatAHandlerStartsIsOnTheSameScheduler() throws Exception {
    EventLoopGroup group = made(loops().group());
    LinkedBlockingQueue<String> started = new LinkedBlockingQueue<>();
    try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
      group.execute(() -> requests.execute(() -> started.add(Thread.currentThread().toString())));
      assertThat(started.poll(Eventually.LIMIT_SECONDS, TimeUnit.SECONDS)).contains("@shop-");
    }
  }

  // ---- serving

  @Test
  void manyClientsAreAnsweredByTheLoops() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (LineServer server =
        LineServer.start(
            made(loops().group()),
            (line, answer) -> {
              threads.add(Thread.currentThread());
              answer.send("said " + line);
            })) {
      askAll(server);
    }
    assertThat(threads).hasSize(WORKERS).allMatch(Thread::isVirtual);
  }

  @Test
  void manyClientsAreAnsweredByVirtualThreadsThatHandlersStart() throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (LineServer server =
        LineServer.start(
            made(loops().group()),
            (line, answer) ->
                Thread.ofVirtual()
                    .start(() -> {
                      threads.add(Thread.currentThread().toString());
                      answer.send("said " + line);
                    }))) {
      askAll(server);
    }
    assertThat(threads).isNotEmpty().allMatch(thread -> thread.contains("@shop-"));
  }

  /// Requests that compute hold all workers. The loops are behind them, and come to run: others
  /// take over.
  @Test
  void aRequestIsAnsweredWhileOthersComputeOnAllWorkers() throws Exception {
    CountDownLatch computing = new CountDownLatch(2 * WORKERS);
    CountDownLatch enough = new CountDownLatch(1);
    try (LineServer server =
        LineServer.start(
            made(loops().group()),
            (line, answer) ->
                Thread.ofVirtual()
                    .start(() -> {
                      if (line.equals("compute")) {
                        computing.countDown();
                        compute(enough);
                      }
                      answer.send("said " + line);
                    }))) {
      List<LineServer.Client> held = new ArrayList<>();
      for (int i = 0; i < 2 * WORKERS; i++) {
        LineServer.Client client = new LineServer.Client(server.port());
        held.add(client);
        client.send("compute");
      }
      assertThat(computing.await(Eventually.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 3; i++) {
        try (LineServer.Client client = new LineServer.Client(server.port())) {
          assertThat(client.ask("hello")).isEqualTo("said hello");
        }
      }
      assertThat(enough.getCount()).as("they still compute").isEqualTo(1);
      enough.countDown();
      for (LineServer.Client client : held) {
        try (client) {
          assertThat(client.receive()).isEqualTo("said compute");
        }
      }
    } finally {
      enough.countDown();
    }
  }

  /// From outside and from virtual threads, which find a loop that runs, yields, is about to wait,
  /// or waits. A wake-up that is lost hangs.
  @Test
  void noTaskThatIsGivenToALoopIsLost() throws Exception {
    EventLoopGroup group = made(loops().withLoops(1).group());
    List<Thread> givers = new ArrayList<>();
    CountDownLatch ran = new CountDownLatch(GIVERS * GIVEN);
    for (int i = 0; i < GIVERS; i++) {
      Runnable give =
          () -> {
            for (int given = 0; given < GIVEN; given++) {
              group.submit(ran::countDown).syncUninterruptibly();
            }
          };
      givers.add(
          i % 2 == 0
              ? Thread.ofPlatform().start(give)
              : scheduler.virtualThreads().newThread(give));
      if (i % 2 != 0) {
        givers.get(i).start();
      }
    }
    for (Thread giver : givers) {
      assertThat(giver.join(Duration.ofSeconds(Eventually.LIMIT_SECONDS))).isTrue();
    }
    assertThat(ran.getCount()).isZero();
  }

  // ---- transports

  /// As libraries for Netty 4.1 do, the AWS SDK for one.
  @Test
  @SuppressWarnings("deprecation") // it is what they look for
  void aGroupIsTakenForOneOfNioByItsClass() {
    assertThat(made(loops().group())).isInstanceOf(NioEventLoopGroup.class);
    assertThat(loops().withDaemon(true).group().isIoType(NioIoHandler.class)).isTrue();
  }

  @Test
  void aSelectorProviderOfTheProgramsIsTaken() throws Exception {
    EventLoopGroup group =
        made(loops().group(NioIoHandler.newFactory(SelectorProvider.provider())));
    try (LineServer server = LineServer.start(group, (line, answer) -> answer.send(line))) {
      askOnce(server, "hello", "hello");
    }
  }

  @Test
  void theTransportWithinAJvmIsTaken() throws Exception {
    EventLoopGroup group = made(loops().withLoops(1).group(LocalIoHandler.newFactory()));
    LocalAddress address = new LocalAddress(SmolscaleEventLoopsTest.class);
    LinkedBlockingQueue<Object> received = new LinkedBlockingQueue<>();
    new ServerBootstrap()
        .group(group)
        .channel(LocalServerChannel.class)
        .childHandler(
            new ChannelInitializer<LocalChannel>() {
              @Override
              protected void initChannel(LocalChannel channel) {
                channel
                    .pipeline()
                    .addLast(
                        new ChannelInboundHandlerAdapter() {
                          @Override
                          public void channelRead(ChannelHandlerContext context, Object message) {
                            received.add(message);
                          }
                        });
              }
            })
        .bind(address)
        .syncUninterruptibly();
    Channel client =
        new Bootstrap()
            .group(group)
            .channel(LocalChannel.class)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(address)
            .syncUninterruptibly()
            .channel();
    client.writeAndFlush("hello").syncUninterruptibly();
    assertThat(received.poll(Eventually.LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("hello");
    client.close().syncUninterruptibly();
  }

  @Test
  void epollIsRefusedWithWhatToUse() {
    Assumptions.assumeTrue(Epoll.isAvailable(), "epoll");
    assertRefused(EpollIoHandler.newFactory(), "EpollIoHandler");
    IoHandlerFactory behindAnother = loop -> EpollIoHandler.newFactory().newHandler(loop);
    assertRefused(behindAnother, "EpollIoHandler");
  }

  @Test
  void aTransportThatTakesNeitherKindOfChannelIsRefusedAndGivenBack() {
    Native handler = new Native();
    assertRefused(_ -> handler, "Native");
    assertThat(handler.destroyed).isTrue();
  }

  private void assertRefused(IoHandlerFactory transport, String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loops().group(transport))
        .withMessageContainingAll(name, "blocks its worker", "NioIoHandler.newFactory()");
  }

  // ---- the end

  @Test
  void theKeeperIsThereAsLongAsALoopRuns() throws Exception {
    EventLoopGroup group = made(loops().withName("kept").group());
    assertThat(keepers("kept")).as("no loop runs").isEmpty();
    group.submit(() -> {}).get();
    assertThat(keepers("kept")).hasSize(1).noneMatch(Thread::isDaemon);
    shutDown(group);
    Eventually.holds("the keeper ends", () -> keepers("kept").isEmpty());
  }

  @Test
  void loopsThatAreDaemonsHaveNoKeeper() throws Exception {
    EventLoopGroup group = made(loops().withName("free").withDaemon(true).group());
    group.submit(() -> {}).get();
    assertThat(keepers("free")).isEmpty();
  }

  @Test
  void shutDownGracefullyRunsWhatWasSubmittedAndEndsTheThreads() throws Exception {
    EventLoopGroup group = made(loops().group());
    List<Thread> threads = new ArrayList<>();
    for (var loop : group) {
      threads.add(loop.submit(Thread::currentThread).get());
    }
    CountDownLatch ran = new CountDownLatch(1);
    group.execute(ran::countDown);
    shutDown(group);
    assertThat(ran.getCount()).isZero();
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(Eventually.LIMIT_SECONDS))).isTrue();
    }
  }

  /// The factory refuses, and so does Netty; and nobody keeps the JVM up for a loop that never was.
  @Test
  void aClosedSchedulerRefusesLoopsAndLeavesNoKeeper() throws Exception {
    EventLoopGroup group = made(loops().withName("late").group());
    scheduler.close();
    try {
      group.submit(() -> {}).get(Eventually.LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (Exception _) {
      // as Netty has it: by exception, or by a future that fails
    }
    Eventually.holds("the keeper ends", () -> keepers("late").isEmpty());
    groups.clear();
  }

  private static List<Thread> keepers(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name + "-keeper"))
        .toList();
  }

  // ---- loops that do not turn

  @Test
  void aLoopThatIsBlockedIsToldOfOnceWithItsStack() throws Exception {
    LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    Logger logger = Logger.getLogger("io.smolscale"); // held, or it may be collected
    Handler handler = new Messages(told);
    logger.addHandler(handler);
    CountDownLatch enough = new CountDownLatch(1);
    try {
      EventLoopGroup group =
          made(loops().withName("held").withBlockedAfter(Duration.ofMillis(20)).group());
      group.execute(() -> block(enough));
      String message = told.poll(Eventually.LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(message)
          .contains("the event loop held-", "has not turned for 20 ms")
          .contains("SmolscaleEventLoopsTest.block");
      Thread.sleep(200); // ten looks more
      assertThat(told).isEmpty();
    } finally {
      enough.countDown();
      logger.removeHandler(handler);
    }
  }

  /// For ever, and 342 years: nanoseconds count to 292.
  @Test
  void aGroupWorksWithALimitThatIsNeverReached() throws Exception {
    for (Duration limit : List.of(ChronoUnit.FOREVER.getDuration(), Duration.ofDays(125_000))) {
      EventLoopGroup group = made(loops().withBlockedAfter(limit).group());
      assertThat(group.submit(() -> "turns").get()).isEqualTo("turns");
    }
  }

  @Test
  void aRefusedTransportLeavesNoWatchBehind() throws Exception {
    SmolscaleEventLoops watched = loops().withBlockedAfter(Duration.ofMillis(1));
    assertThatIllegalArgumentException().isThrownBy(() -> watched.group(_ -> new Native()));
    Eventually.holds(
        "nobody looks any more",
        () -> {
          long before = scheduler.stats().tasks();
          LockSupport.parkNanos(50_000_000); // a hundred looks
          return scheduler.stats().tasks() == before;
        });
  }

  @Test
  void aClosedSchedulerRefusesAWatchBeforeAnySelectorIsOpened() {
    AtomicInteger handlers = new AtomicInteger();
    IoHandlerFactory counted =
        loop -> {
          handlers.incrementAndGet();
          return NioIoHandler.newFactory().newHandler(loop);
        };
    SmolscaleEventLoops watched = loops().withBlockedAfter(Duration.ofSeconds(2));
    scheduler.close();
    assertThatThrownBy(() -> watched.group(counted)).isInstanceOf(RejectedExecutionException.class);
    assertThat(handlers).hasValue(0);
  }

  private static void block(CountDownLatch enough) {
    try {
      enough.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  // ---- settings

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loops().withName(" "))
        .withMessageContaining("name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loops().withLoops(0))
        .withMessageContaining("at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loops().withBlockedAfter(Duration.ofNanos(5)))
        .withMessageContaining("limit");
  }

  @Test
  @SuppressWarnings("NullAway") // that is what is tried
  void nullIsRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> SmolscaleEventLoops.of(null))
        .withMessage("scheduler");
    assertThatNullPointerException().isThrownBy(() -> loops().group(null)).withMessage("transport");
    assertThatNullPointerException()
        .isThrownBy(() -> SmolscaleEventLoops.isLoop(null))
        .withMessage("thread");
  }

  // ---- helpers

  private SmolscaleEventLoops loops() {
    return SmolscaleEventLoops.of(scheduler);
  }

  private MultiThreadIoEventLoopGroup made(MultiThreadIoEventLoopGroup group) {
    groups.add(group);
    return group;
  }

  private static void shutDown(EventLoopGroup group) {
    assertThat(
            group
                .shutdownGracefully(0, 1, TimeUnit.SECONDS)
                .awaitUninterruptibly(Eventually.LIMIT_SECONDS, TimeUnit.SECONDS))
        .isTrue();
  }

  private static void askAll(LineServer server) throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        results.add(
            clients.submit(() -> {
              try (LineServer.Client connection = new LineServer.Client(server.port())) {
                for (int line = 0; line < LINES; line++) {
                  String text = "line " + line + " of " + client;
                  assertThat(connection.ask(text)).isEqualTo("said " + text);
                }
              }
              return null;
            }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    }
  }

  private static void askOnce(LineServer server, String line, String answer) throws Exception {
    try (LineServer.Client client = new LineServer.Client(server.port())) {
      assertThat(client.ask(line)).isEqualTo(answer);
    }
  }

  private static void compute(CountDownLatch enough) {
    while (enough.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  private static final class Messages extends Handler {
    private final LinkedBlockingQueue<String> messages;

    private Messages(LinkedBlockingQueue<String> messages) {
      this.messages = messages;
    }

    @Override
    public void publish(LogRecord record) {
      messages.add(record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /// A handler of channels that are neither NIO's nor local.
  private static final class Native implements IoHandler {
    private boolean destroyed;

    @Override
    public int run(IoHandlerContext context) {
      throw new AssertionError();
    }

    @Override
    public IoRegistration register(IoHandle handle) {
      throw new AssertionError();
    }

    @Override
    public void wakeup() {}

    @Override
    public void destroy() {
      destroyed = true;
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
      return false;
    }
  }
}
