using System.Text.Json;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>What a segment leaves to its neighbor, which another worker may read, also a newer one.</summary>
public sealed class MarkBorderTests
{
    private const string Older = """
        {"sample":7,"objects":[{"number":2,"sample":6,"markSample":3,"speedX":1.5,"speedY":-2.25,"mask":{"size":[2,3],"counts":"132"},"look":[0.5,0.5],"reference":[1,0],
        "quality":0.875,"region":{"x":1,"y":2,"width":3,"height":4},"viewWidth":1024,"viewHeight":683,"logits":null}]}
        """;

    [Fact]
    public void A_state_is_the_same_after_it_was_stored()
    {
        var mask = new BinaryMask(3, 2);
        mask.Fill(1, 1, 3, value: true);
        var sighting = new Sighting(mask, new Appearance([0.3f, 0.7f]))
        {
            Quality = 0.1 + 0.2,
            View = new InputView(new PixelBox(1, 2, 3, 4), 1024, 683),
            Logits = [-16, 0.1f, 3],
        };
        var state = new MarkState(sighting, new Appearance([0.6f, 0.4f]), 6, 1.1, -2.2, 3, Kind: 0, UsualArea: 123.4, Pace: 0.7, Crosses: 4);

        var border = Read(JsonSerializer.Serialize(MarkBorder.Of(7, new Dictionary<int, MarkState> { [2] = state }), ContractJson.Options));

        var same = border.ToStates()[2];
        Assert.Equal(7, border.Sample);
        Assert.Equal(state with { Sighting = same.Sighting, Reference = same.Reference }, same);
        Assert.Equal(state.Reference.Shares, same.Reference.Shares);
        Assert.Equal(sighting.Appearance.Shares, same.Sighting.Appearance.Shares);
        Assert.Equal(sighting.Logits, same.Sighting.Logits);
        Assert.Equal(
            (sighting.Quality, sighting.View, sighting.Box, sighting.Area), (same.Sighting.Quality, same.Sighting.View, same.Sighting.Box, same.Sighting.Area));
    }

    [Fact]
    public void What_an_older_worker_left_is_read()
    {
        var state = Read(Older).ToStates()[2];

        Assert.Equal((null, 3.0), (state.Kind, state.UsualArea));
        Assert.Equal((6, 3, 1.5, -2.25), (state.Sample, state.MarkSample, state.SpeedX, state.SpeedY));
    }

    private static MarkBorder Read(string text) => JsonSerializer.Deserialize<MarkBorder>(text, ContractJson.Options)!;
}
