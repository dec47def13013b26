import Foundation
import TestSupport
import Testing

/// Artifacts in and out, in both modes of `init`.
struct BlobTests {
  private func make(_ mode: String) throws -> GitSandbox {
    let sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", mode, in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    return sandbox
  }

  @Test("folders, empty files, odd names and twins come back as they were", arguments: ["lfs", "git"])
  func roundTrips(mode: String) throws {
    let sandbox = try make(mode)
    let files = [
      "config.json": "{}", "weights/a.bin": "same", "weights/b.bin": "same", "empty": "", "With Space é.txt": "x",
    ]
    for (name, text) in files { try sandbox.write(text, to: "acme/out/\(name)") }
    try sandbox.registry("version", "create", "Models/m", "--artifact", "out", in: "acme")
    try sandbox.registry("pull", "Models/m@latest", "--output", "back", in: "acme")
    let difference = try sandbox.run("diff", ["-r", "out", "back"], in: "acme")
    #expect(difference.status == 0, "\(difference.text)")
    // A second pull finds everything there; a changed file is not overwritten.
    try sandbox.registry("pull", "Models/m@latest", "--output", "back", in: "acme")
    try sandbox.write("mine", to: "acme/back/config.json")
    let again = try sandbox.registry(["pull", "Models/m@latest", "--output", "back"], in: "acme")
    #expect(again.status == 1)
    #expect(try sandbox.read("acme/back/config.json") == "mine")
  }

  @Test func aMissingContentIsListedWithStatus3() throws {
    let sandbox = try make("lfs")
    try sandbox.write("weights", to: "acme/model.onnx")
    try sandbox.registry("version", "create", "Models/m", "--artifact", "model.onnx", in: "acme")
    try sandbox.git("clone", "--quiet", "acme", "clone")
    let outcome = try sandbox.registry(["pull", "Models/m@latest", "--no-fetch"], in: "clone")
    #expect(outcome.status == 3)
    #expect(outcome.error.contains("model.onnx"))
    #expect(!sandbox.exists("clone/m-1.0.0"))
    // As the message says.
    #expect(outcome.error.hasSuffix("help: without --no-fetch it is fetched\n"), "\(outcome.text)")
    try sandbox.registry("pull", "Models/m@latest", in: "clone")
    #expect(try sandbox.read("clone/m-1.0.0/model.onnx") == "weights")
  }

  @Test func damagedContentIsNeverPulled() throws {
    let sandbox = try make("lfs")
    try sandbox.write("weights", to: "acme/model.onnx")
    try sandbox.registry("version", "create", "Models/m", "--artifact", "model.onnx", in: "acme")
    _ = try sandbox.run(
      "bash", ["-c", "f=$(find .git/lfs/objects -type f); chmod u+w $f; printf WEIGHTS > $f"], in: "acme")
    let outcome = try sandbox.registry(["pull", "Models/m@latest", "--output", "back"], in: "acme")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("has digest"))
    #expect(!sandbox.exists("acme/back/model.onnx"))
  }

  @Test func pointersAreThoseOfGitLFS() throws {
    let sandbox = try make("lfs")
    try sandbox.write("weights", to: "acme/model.onnx")
    try sandbox.registry("version", "create", "Models/m", "--artifact", "model.onnx", in: "acme")
    let pointer = try sandbox.git("lfs", "pointer", "--file=model.onnx", in: "acme")
    let path = try sandbox.git("ls-files", "blobs", in: "acme").trimmingCharacters(in: .newlines)
    #expect(pointer == (try sandbox.git("show", "HEAD:\(path)", in: "acme")))
    // An ordinary push to a plain bare repository carries the content.
    try sandbox.git("init", "--quiet", "--bare", "plain.git")
    try sandbox.git("push", "--quiet", "file://\(sandbox.path("plain.git"))", "main", in: "acme")
    #expect(try sandbox.run("bash", ["-c", "cat $(find plain.git/lfs/objects -type f)"]).output == "weights")
  }

  @Test func withoutGitLFSNothingIsMade() throws {
    let sandbox = try GitSandbox()
    // A PATH with git and without git-lfs.
    try FileManager.default.createDirectory(atPath: sandbox.path("bin"), withIntermediateDirectories: true)
    try sandbox.write("#!/bin/sh\ncase $1 in lfs) exit 1 ;; esac\nexec /usr/bin/git \"$@\"\n", to: "bin/git")
    _ = try sandbox.run("chmod", ["+x", sandbox.path("bin/git")])
    let outcome = try sandbox.run(
      GitSandbox.program, ["init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org"],
      environment: ["PATH": sandbox.path("bin") + ":/usr/bin:/bin"])
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("git-lfs is missing"))
    #expect(!sandbox.exists("acme"))
  }
}
