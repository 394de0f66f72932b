using SegFunctions.Inference.Networks;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Inference.Tests.Networks;

/// <summary>A network so large that its callers take turns.</summary>
public sealed class OnnxSessionTests : IDisposable
{
    private const int Side = 32;
    private static readonly TimeSpan LongEnough = TimeSpan.FromMilliseconds(300);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");
    private readonly OnnxSessions _sessions = new(new OnnxSettings());

    [Fact]
    public void Waits_for_its_turn()
    {
        var path = Path.Combine(_folder.FullName, "network.onnx");
        File.WriteAllBytes(path, StubExports.Matting(Side).ToBytes());
        var turn = new Lock();
        using var session = new OnnxSession(_sessions, path, "stub", beside: 1, [], turn);
        using var input = new InputTensor(1, 3, Side, Side);
        session.Give(session.Inputs[0], input.Value);
        var call = new Thread(() => session.Run().Dispose());
        lock (turn)
        {
            call.Start();
            Assert.False(call.Join(LongEnough));
        }

        call.Join();
    }

    public void Dispose()
    {
        _sessions.Dispose();
        _folder.Delete(recursive: true);
    }
}
