using System.Globalization;

namespace Emulators.Tests.ServiceBus.Kills;

/// <summary>What became of the messages.</summary>
/// <param name="Kills">Number of kills.</param>
/// <param name="AcceptedOfDotnet">Messages of .NET's senders whose send returned.</param>
/// <param name="AcceptedOfNode">The same for npm's.</param>
/// <param name="Unknown">Failed sends: each of these messages may have been accepted all the same.</param>
/// <param name="Lost">Accepted but never received.</param>
/// <param name="Twice">Received more than once.</param>
/// <param name="CompletedTwice">Completed successfully more than once.</param>
/// <param name="CameBack">Received after a completion had been acknowledged.</param>
/// <param name="DotnetGap">Longest time without an accepted message of .NET's senders.</param>
/// <param name="NodeGap">The same for npm's.</param>
/// <param name="Gap">The same for all senders together.</param>
internal sealed record KillFigures(
    int Kills, int AcceptedOfDotnet, int AcceptedOfNode, int Unknown, int Lost, int Twice, int CompletedTwice, int CameBack, TimeSpan DotnetGap, TimeSpan NodeGap, TimeSpan Gap)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kills} kills, {AcceptedOfDotnet + AcceptedOfNode} messages accepted ({AcceptedOfDotnet} of .NET, {AcceptedOfNode} of Node), {Unknown} sends failed, lost {Lost}, received twice {Twice}, completed twice {CompletedTwice}, back after completion {CameBack}, longest gap {Gap.TotalSeconds:F2} s (.NET {DotnetGap.TotalSeconds:F2} s, Node {NodeGap.TotalSeconds:F2} s)");
}
