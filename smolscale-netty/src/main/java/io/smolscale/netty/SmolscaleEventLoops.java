package io.smolscale.netty;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.smolscale.Scheduler;
import io.smolscale.Smolscale;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes groups of Netty's event loops that are virtual threads of a scheduler.
///
/// ```java
/// EventLoopGroup loops = SmolscaleEventLoops.global().group();
/// new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)…
/// loops.shutdownGracefully();
/// ```
///
/// Such a loop waits for its sockets as any virtual thread does, and whom it starts or wakes runs
/// next on its worker: a request that is handled on a virtual thread wakes nobody. A loop on a
/// platform thread wakes another thread for each request, and is woken for each answer.
///
/// ## What stays as it is with Netty
///
/// Channels, handlers and `shutdownGracefully` behave as on any group of NIO loops. What a handler
/// may not do on a loop, it may not do here: while it blocks or computes, the channels of this loop
/// wait. The other loops, and the virtual threads behind it, go on.
///
/// ## Where virtual threads are not on smolscale
///
/// With `smolscale.scheduler=jdk`, and where the JDK does not let a [Scheduler] have virtual
/// threads, a group has Netty's own loops on platform threads, as many as Netty makes unless
/// [#withLoops] says how many: on the JDK's scheduler a virtual loop costs more than those. One
/// line in the log `io.smolscale` says so, once, with the option that is missing.
///
/// ## The JVM's end
///
/// Virtual threads are daemons. While a loop of a group runs, a platform thread of the group's
/// keeps the JVM up, as Netty's own loops do; [#withDaemon] leaves it out. A group on a scheduler
/// of the program's is shut down before that scheduler is closed, which waits for the loops.
///
/// Values are immutable, and all methods thread-safe; none blocks.
public final class SmolscaleEventLoops {
  private static final int AS_MANY_AS_WORKERS = 0;
  private static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);
  private static final AtomicBoolean SAID_WHY_NOT = new AtomicBoolean();

  private final Scheduler scheduler;
  private final String name;
  private final int loops;
  private final boolean daemon;
  private final @Nullable Duration blockedAfter;

  private SmolscaleEventLoops(
      Scheduler scheduler,
      String name,
      int loops,
      boolean daemon,
      @Nullable Duration blockedAfter) {
    this.scheduler = scheduler;
    this.name = name;
    this.loops = loops;
    this.daemon = daemon;
    this.blockedAfter = blockedAfter;
  }

  /// Returns the settings for loops on the global scheduler, [Smolscale#scheduler]: with the option
  /// file or the agent, the one of all virtual threads of the JVM.
  public static SmolscaleEventLoops global() {
    return of(Smolscale.scheduler());
  }

  /// Returns the settings for loops on a scheduler. Virtual threads that a handler starts on a loop
  /// run on that scheduler, too, those of `Thread.ofVirtual()` included: on JDK 25 a virtual thread
  /// hands its scheduler on.
  public static SmolscaleEventLoops of(Scheduler scheduler) {
    Objects.requireNonNull(scheduler, "scheduler");
    return new SmolscaleEventLoops(
        scheduler, scheduler.name() + "-loop", AS_MANY_AS_WORKERS, false, null);
  }

  /// Returns the same settings with another name, which the names of the threads begin with. By
  /// default it is the scheduler's with `-loop` behind it.
  ///
  /// @throws IllegalArgumentException when it is blank
  public SmolscaleEventLoops withName(String name) {
    Objects.requireNonNull(name, "name");
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank; it begins the names of threads");
    }
    return new SmolscaleEventLoops(scheduler, name, loops, daemon, blockedAfter);
  }

  /// Returns the same settings with this number of loops. By default there are as many as the
  /// scheduler has workers when the group is made; more gain nothing.
  ///
  /// @throws IllegalArgumentException when it is not positive
  public SmolscaleEventLoops withLoops(int loops) {
    if (loops < 1) {
      throw new IllegalArgumentException("loops must be at least 1, not " + loops);
    }
    return new SmolscaleEventLoops(scheduler, name, loops, daemon, blockedAfter);
  }

  /// Returns the same settings for loops that keep the JVM up until they end (false, which is the
  /// default) or let it exit (true).
  public SmolscaleEventLoops withDaemon(boolean daemon) {
    return new SmolscaleEventLoops(scheduler, name, loops, daemon, blockedAfter);
  }

  /// Returns the same settings for groups that tell of a loop which does not turn for this long,
  /// because a handler blocks it or computes: one warning in the log `io.smolscale`, with the
  /// loop's stack, for each time. Each loop is asked twice in this while, and so a loop that idles
  /// wakes as often. By default nobody looks. A limit that no JVM lives to see, 292 years or more,
  /// is the same as 292 years. The scheduler looks, so one that is closed refuses to make such a
  /// group, with a `RejectedExecutionException`.
  ///
  /// @throws IllegalArgumentException when it is less than a millisecond
  public SmolscaleEventLoops withBlockedAfter(Duration limit) {
    Objects.requireNonNull(limit, "limit");
    if (limit.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("limit must be at least a millisecond, not " + limit);
    }
    Duration countable = limit.compareTo(NEVER) < 0 ? limit : NEVER;
    return new SmolscaleEventLoops(scheduler, name, loops, daemon, countable);
  }

  /// The same, with this limit if none is set.
  SmolscaleEventLoops withBlockedAfterOr(Duration limit) {
    return blockedAfter == null ? withBlockedAfter(limit) : this;
  }

  /// The same, with this number of loops if there would be more.
  SmolscaleEventLoops withLoopsAtMost(int most) {
    return withLoops(Math.min(loops(), most));
  }

  /// How many loops a group would have, if it had them on virtual threads.
  private int loops() {
    return loops == AS_MANY_AS_WORKERS ? scheduler.stats().parallelism() : loops;
  }

  String name() {
    return name;
  }

  /// Makes a group of NIO loops. Its threads start with its first channels. The caller shuts it
  /// down.
  ///
  /// Its class is Netty's `NioEventLoopGroup`, for libraries that were written for Netty 4.1 and
  /// look for that.
  @SuppressWarnings("deprecation") // Netty has others use its superclass
  public MultiThreadIoEventLoopGroup group() {
    return made((count, threads) ->
        threads.areVirtual()
            ? new NioGroup(count, threads)
            : new NioEventLoopGroup(count, threads));
  }

  /// Makes a group of loops with the transport: NIO with a `SelectorProvider` or a strategy of the
  /// program's, or `LocalIoHandler`, for channels within the JVM.
  ///
  /// @throws IllegalArgumentException when it is another: epoll, kqueue and io_uring would block
  ///   the worker
  public MultiThreadIoEventLoopGroup group(IoHandlerFactory transport) {
    Objects.requireNonNull(transport, "transport");
    return made((count, threads) ->
        threads.areVirtual()
            ? ParkingTransport.unwrapped(() ->
                new MultiThreadIoEventLoopGroup(count, threads, new ParkingTransport(transport)))
            : new MultiThreadIoEventLoopGroup(count, threads, transport));
  }

  private MultiThreadIoEventLoopGroup made(Making making) {
    ThreadFactory virtual = threadsOrNull();
    LoopThreads threads =
        virtual == null
            ? new LoopThreads(new DefaultThreadFactory(name, daemon), false, name, null)
            : new LoopThreads(virtual, true, name, daemon ? null : new Keeper(name + "-keeper"));
    int count = virtual == null ? loops : loops();
    return blockedAfter == null
        ? making.make(count, threads)
        : watched(
            new LoopWatch(threads, blockedAfter),
            blockedAfter.toNanos() / 2,
            () -> making.make(count, threads));
  }

  /// The scheduler may refuse the watch, and then no group may be there: its selectors are open
  /// from the beginning, and a group whose threads a closed scheduler refuses cannot close them.
  private MultiThreadIoEventLoopGroup watched(
      LoopWatch watch, long periodNanos, Supplier<MultiThreadIoEventLoopGroup> making) {
    Future<?> looks =
        scheduler.scheduleWithFixedDelay(watch, periodNanos, periodNanos, TimeUnit.NANOSECONDS);
    MultiThreadIoEventLoopGroup group;
    try {
      group = making.get();
    } catch (Throwable e) {
      looks.cancel(false);
      throw e;
    }
    watch.begin(group);
    var _ = group.terminationFuture().addListener(_ -> looks.cancel(false));
    return group;
  }

  /// With loops of the general class, as Netty's own of this group take no other handler than its
  /// own.
  @SuppressWarnings("deprecation") // see #group
  private static final class NioGroup extends NioEventLoopGroup {
    private NioGroup(int loops, LoopThreads threads) {
      super(loops, threads);
    }

    @Override
    protected IoEventLoop newChild(Executor threads, IoHandlerFactory nio, Object... arguments) {
      return new NioLoop(this, threads, new ParkingTransport(nio));
    }

    @Override
    public void rebuildSelectors() {
      // a remedy for JDKs before ours
    }
  }

  /// Says that its handler is NIO's, which is behind another.
  private static final class NioLoop extends SingleThreadIoEventLoop {
    private NioLoop(IoEventLoopGroup group, Executor threads, IoHandlerFactory handlers) {
      super(group, threads, handlers);
    }

    @Override
    public boolean isIoType(Class<? extends IoHandler> handlerType) {
      return handlerType.equals(NioIoHandler.class);
    }
  }

  @FunctionalInterface
  private interface Making {
    /// @param count how many loops; 0 for as many as Netty likes
    MultiThreadIoEventLoopGroup make(int count, LoopThreads threads);
  }

  /// Returns whether the thread is an event loop of a group that was made here: what a guard
  /// against blocking calls asks that knows the loops of its framework by their class.
  public static boolean isLoop(Thread thread) {
    return LoopThreads.isLoop(Objects.requireNonNull(thread, "thread"));
  }

  /// Where the virtual threads come from; null if they would not be on smolscale.
  private @Nullable ThreadFactory threadsOrNull() {
    if (scheduler.isJdk()) {
      sayOnce(System.Logger.Level.INFO, "smolscale is switched off");
      return null;
    }
    try {
      return scheduler.virtualThreads();
    } catch (UnsupportedOperationException e) {
      sayOnce(System.Logger.Level.WARNING, e.getMessage());
      return null;
    }
  }

  private static void sayOnce(System.Logger.Level level, @Nullable String why) {
    if (SAID_WHY_NOT.compareAndSet(false, true)) {
      System.getLogger("io.smolscale")
          .log(level, "Netty's event loops are platform threads, as without smolscale: " + why);
    }
  }
}
