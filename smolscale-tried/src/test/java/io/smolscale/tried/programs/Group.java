package io.smolscale.tried.programs;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.jgroups.JChannel;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;

/// Two nodes of JGroups on loopback, over TCP, with the protocols of its own `tcp.xml`.
final class Group {
  private final InetAddress loopback = InetAddress.getLoopbackAddress();
  private final int first = freePort();
  private final int second = freePort();

  /// Finds ports for two nodes.
  Group() throws Exception {}

  /// The first node, which has joined nothing yet.
  JChannel first() throws Exception {
    return node("first", first);
  }

  /// The second.
  JChannel second() throws Exception {
    return node("second", second);
  }

  private JChannel node(String name, int port) throws Exception {
    TCP transport = new TCP().setBindAddress(loopback).setBindPort(port);
    transport.useVirtualThreads(true); // as tcp.xml has it
    List<InetSocketAddress> hosts =
        List.of(new InetSocketAddress(loopback, first), new InetSocketAddress(loopback, second));
    return new JChannel(
            transport,
            new TCPPING().initialHosts(hosts),
            new MERGE3(),
            new FD_SOCK2(),
            new FD_ALL3(),
            new VERIFY_SUSPECT2(),
            new NAKACK2().useMcastXmit(false),
            new UNICAST3(),
            new STABLE(),
            new GMS().printLocalAddress(false),
            new UFC(),
            new MFC(),
            new FRAG4())
        .name(name);
  }

  private int freePort() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
      return free.getLocalPort();
    }
  }
}
