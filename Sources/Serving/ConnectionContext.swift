package import Hummingbird
import NIOCore

/// What a responder knows of the connection.
package struct ConnectionContext: InitializableFromSource, Sendable {
  let channel: any Channel

  package init(source: ApplicationRequestContextSource) { channel = source.channel }
}
