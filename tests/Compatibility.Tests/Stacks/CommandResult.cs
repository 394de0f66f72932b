namespace SegFunctions.Compatibility.Tests.Stacks;

internal sealed record CommandResult(int ExitCode, string Output, string Errors);
