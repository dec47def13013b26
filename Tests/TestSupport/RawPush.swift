package import Foundation

/// What a client of git's push protocol sends: any commands, whatever git itself would refuse to send.
///
///     pkt-line: <old> SP <new> SP <ref> [NUL <capabilities>]     one a command
///     0000
///     <pack>
///
/// Source: gitprotocol-pack(5), "Reference Update Request and Packfile Transfer".
package struct RawPush {
  package struct Command {
    let old: String
    let new: String
    let name: [UInt8]

    package init(_ old: String, _ new: String, _ name: String) { self.init(old, new, Array(name.utf8)) }

    package init(_ old: String, _ new: String, _ name: [UInt8]) {
      self.old = old
      self.new = new
      self.name = name
    }
  }

  package static let zero = String(repeating: "0", count: 40)

  private let commands: [Command]
  private let pack: Data?

  /// - Parameter pack: nil for one without objects, as every command but a deletion needs one.
  package init(_ commands: [Command], pack: Data? = nil) {
    self.commands = commands
    self.pack = pack
  }

  /// The bytes that receive-pack reads.
  package var bytes: Data {
    var data = Data()
    for (index, command) in commands.enumerated() {
      var line = Array("\(command.old) \(command.new) ".utf8) + command.name
      if index == 0 { line += Array("\0report-status side-band-64k delete-refs atomic object-format=sha1".utf8) }
      data.append(contentsOf: Self.pktLine(line))
    }
    data.append(contentsOf: "0000".utf8)
    if let pack {
      data.append(pack)
    } else if commands.contains(where: { $0.new != Self.zero }) {
      data.append(contentsOf: Self.emptyPack)
    }
    return data
  }

  private static func pktLine(_ content: [UInt8]) -> [UInt8] {
    let digits = String(content.count + 4, radix: 16)
    return Array((String(repeating: "0", count: 4 - digits.count) + digits).utf8) + content
  }

  /// `PACK`, version 2, no objects, and the SHA-1 of these twelve bytes.
  private static let emptyPack: [UInt8] =
    Array("PACK".utf8) + [0, 0, 0, 2, 0, 0, 0, 0]
    + [
      0x02, 0x9d, 0x08, 0x82, 0x3b, 0xd8, 0xa8, 0xea, 0xb5, 0x10, 0xad, 0x6a, 0xc7, 0x5c, 0x82, 0x3c, 0xfd, 0x3e, 0xd3,
      0x1e,
    ]
}

extension GitSandbox {
  /// Speaks to receive-pack as a host would run it.
  ///
  /// - Returns: what a person would read as the error, and git's report of each reference as the output.
  package func push(_ push: RawPush, to repository: String, as pusher: String) throws -> Outcome {
    let name = "raw-\(UUID().uuidString)"
    try write(push.bytes, to: name)
    let command = "git-receive-pack '\(path(repository))' < '\(path(name))' > '\(path(name)).answer'"
    let outcome = try run("sh", ["-c", command], environment: ["PUSHER": pusher])
    let answer = try Data(contentsOf: URL(fileURLWithPath: path(name) + ".answer"))
    var bands: [UInt8: [UInt8]] = [:]
    var flushes = 0
    var rest = Array(answer)[...]
    while rest.count >= 4, let length = Int(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16) {
      let content = rest.dropFirst(4).prefix(max(0, length - 4))
      // Up to the first flush the references are told.
      if length == 0 {
        flushes += 1
      } else if flushes == 1, let band = content.first {
        bands[band, default: []] += content.dropFirst()
      }
      rest = rest.dropFirst(max(4, length))
    }
    func text(_ band: UInt8) -> String { String(decoding: bands[band] ?? [], as: UTF8.self) }
    return Outcome(status: outcome.status, output: text(1), error: text(2) + outcome.error)
  }
}
