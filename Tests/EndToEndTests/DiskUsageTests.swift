import Foundation
import TestSupport
import Testing

/// `du` counts a blob once and tells what nobody else names.
struct DiskUsageTests {
  private func make(_ mode: String) throws -> GitSandbox {
    let sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", mode, in: ".")
    for model in ["Models/m", "Models/n"] { try sandbox.registry("model", "create", model, in: "acme") }
    for (name, size) in [("own1", 100), ("own2", 2000), ("shared", 1024)] {
      try sandbox.write(String(repeating: name.last.map(String.init) ?? "", count: size), to: "acme/\(name)")
    }
    for own in ["own1", "own2"] {
      try sandbox.registry("version", "create", "Models/m", "--artifact", own, "--artifact", "shared", in: "acme")
    }
    try sandbox.registry("candidate", "create", "Models/n", "--id", "run1", "--artifact", "shared", in: "acme")
    return sandbox
  }

  @Test("tells shared bytes apart", arguments: ["lfs", "git"])
  func tellsSharedBytesApart(mode: String) throws {
    let sandbox = try make(mode)
    #expect(
      try sandbox.registry("du", in: "acme") == """
        REGISTRY  ARTIFACTS  BLOBS  SIZE     OWN      LOCAL
        Models    5          3      3.1 KiB  3.1 KiB  3.1 KiB
        3.1 KiB in 3 blobs, 3.1 KiB in the local store

        """)
    #expect(
      try sandbox.registry("du", "Models", in: "acme") == """
        MODEL  ARTIFACTS  BLOBS  SIZE     OWN      LOCAL
        m      4          3      3.1 KiB  2.1 KiB  3.1 KiB
        n      1          1      1.0 KiB  0 B      1.0 KiB
        3.1 KiB in 3 blobs, 3.1 KiB in the local store

        """)
    #expect(
      try sandbox.registry("du", "Models/m", in: "acme") == """
        VERSION  ARTIFACTS  BLOBS  SIZE     OWN      LOCAL
        1.0.1    2          2      3.0 KiB  2.0 KiB  3.0 KiB
        1.0.0    2          2      1.1 KiB  100 B    1.1 KiB
        3.1 KiB in 3 blobs, 3.1 KiB in the local store

        """)
    #expect(
      try sandbox.registry("du", "Models/m@1.0.0", in: "acme") == """
        ARTIFACT  ARTIFACTS  BLOBS  SIZE     OWN    LOCAL
        shared    1          1      1.0 KiB  0 B    1.0 KiB
        own1      1          1      100 B    100 B  100 B
        1.1 KiB in 2 blobs, 1.1 KiB in the local store

        """)
    #expect(
      try sandbox.registry("du", "Models/n", in: "acme").contains("candidate run1  1          1      1.0 KiB  0 B"))
  }

  @Test func tellsWhatIsHere() throws {
    let sandbox = try make("lfs")
    try sandbox.git("clone", "--quiet", "acme", "clone")
    let json = try sandbox.registry("du", "--json", in: "clone")
    #expect(json.contains("\"size\": 3124,\n  \"blobs\": 3,\n  \"local\": 0,"), "\(json)")
  }
}
