/// Somebody's application, which takes every adapter.
module com.example.consumer {
  requires io.smolscale;
  requires io.smolscale.coroutines;
  requires io.smolscale.reactor;
  requires io.smolscale.rxjava;
  requires io.smolscale.tomcat;
  requires io.smolscale.netty;
  requires kotlin.stdlib;
  requires kotlinx.coroutines.core;
  requires reactor.core;
  requires io.reactivex.rxjava3;
  requires org.apache.tomcat.embed.core;
  requires io.netty.common;
  requires io.netty.transport;
}
