import Endpoints
import Files
import Glibc

/// The schemas of manifests and of output: the files that are installed with the program, or those of the source tree that it was built in.
/// They are the same for everybody.
struct SchemaFiles {
  let routes: [Route]

  private static let prefix = "/-/schema/v1"

  init() {
    guard let folder = Self.folder() else {
      routes = []
      return
    }
    routes = ["", "/output"].flatMap { place in
      FileSystem.names(in: folder + place).filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
        FileSystem.bytes(of: "\(folder)\(place)/\(name)").map { bytes in
          let answer = ServerResponse(
            200,
            [
              ("Content-Type", "application/schema+json"), ("Cache-Control", "max-age=3600"),
              ("Access-Control-Allow-Origin", "*"),
            ],
            .bytes(bytes))
          return Route(.get, RoutePattern("\(Self.prefix)\(place)/\(name)"), needs: nil) { _ in answer }
        }
      }
    }
  }

  /// Nil where they are not installed.
  private static func folder() -> String? {
    guard let program = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(program) }
    var place = String(cString: program)
    while let slash = place.lastIndex(of: "/") {
      place = String(place[..<slash])
      for folder in ["\(place)/share/git-registry/schema", "\(place)/schema"]
      where FileSystem.exists("\(folder)/output/definitions.json") { return folder }
    }
    return nil
  }
}
