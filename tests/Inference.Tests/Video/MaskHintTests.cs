using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>Objects in clips whose frames leave a part of the encoder's square empty. A cell of logits covers 4 of its pixels.</summary>
public sealed class MaskHintTests
{
    private const int Side = 1024;
    private const int Cell = Side / SamMasks.Side;
    private const int Long = 640;
    private const int Short = 360;

    // Pixels of the clip per cell if the whole frame is in the square.
    private const double Step = (double)Long / SamMasks.Side;

    /// <summary>At the edge next to the padding, into which the hint is repeated: if the padding counted, it would be several times the object.</summary>
    [Theory]
    [InlineData(Long, Short, 240, 320, 160, 40)]
    [InlineData(Short, Long, 320, 240, 40, 160)]
    public void A_hint_for_what_stands_still_at_the_frames_edge_is_its_own_mask(int width, int height, int left, int top, int boxWidth, int boxHeight)
    {
        var view = InputView.Fit(new PixelBox(0, 0, width, height), Side);
        var mask = Box(width, height, left, top, boxWidth, boxHeight);
        var logits = Logits(mask, view);

        Assert.Equal(1, MaskHint.OfLogits(logits, view, view, Side, 0, 0).AgreementWith(logits));
        Assert.Equal(1, MaskHint.OfMask(mask, view, Side, 0, 0).AgreementWith(logits));
    }

    [Fact]
    public void What_comes_in_over_the_lower_edge_goes_on_to_that_edge_and_no_farther()
    {
        var view = InputView.Fit(new PixelBox(0, 0, Long, Short), Side);
        var mask = Box(Long, Short, 240, 320, 160, 40);
        var expected = Logits(Box(Long, Short, 240, 280, 160, 80), view);

        Assert.Equal(1, MaskHint.OfMask(mask, view, Side, 0, -40).AgreementWith(expected));
        Assert.Equal(1, MaskHint.OfLogits(Logits(mask, view), view, view, Side, 0, -40).AgreementWith(expected));
    }

    [Fact]
    public void What_goes_out_over_the_lower_edge_is_no_longer_in_the_hint()
    {
        var view = InputView.Fit(new PixelBox(0, 0, Long, Short), Side);
        var mask = Box(Long, Short, 240, 320, 160, 40);
        var expected = Logits(Box(Long, Short, 240, 340, 160, 20), view);

        Assert.Equal(1, MaskHint.OfMask(mask, view, Side, 0, 20).AgreementWith(expected));
        Assert.Equal(1, MaskHint.OfLogits(Logits(mask, view), view, view, Side, 0, 20).AgreementWith(expected));
    }

    /// <summary>As in frames that share a run of the encoder: at the whole frame's scale, in the square's corner.</summary>
    [Fact]
    public void A_hint_from_the_whole_frame_fits_a_window_at_the_frames_corner()
    {
        var frame = InputView.Fit(new PixelBox(0, 0, Long, Short), Side);
        var window = new InputView(new PixelBox(Long / 2, Short / 2, Long / 2, Short / 2), frame.Width / 2, frame.Height / 2);
        var mask = Box(Long, Short, 560, 300, 80, 60);
        var expected = Logits(mask, window);

        Assert.Equal(1, MaskHint.OfMask(mask, window, Side, 0, 0).AgreementWith(expected));
        Assert.Equal(1, MaskHint.OfLogits(Logits(mask, frame), frame, window, Side, 0, 0).AgreementWith(expected));
        Assert.Equal(1, MaskHint.OfLogits(expected, window, frame, Side, 0, 0).AgreementWith(Logits(mask, frame)));
    }

    [Fact]
    public void What_a_network_drew_into_the_padding_counts_for_nothing()
    {
        var view = InputView.Fit(new PixelBox(0, 0, Long, Short), Side);
        var mask = Box(Long, Short, 240, 320, 160, 40);
        var logits = Logits(mask, view);
        Array.Fill(logits, 8, SamMasks.Side * (SamMasks.Side - 1), SamMasks.Side);

        Assert.Equal(1, MaskHint.OfMask(mask, view, Side, 0, 0).AgreementWith(logits));
    }

    private static BinaryMask Box(int width, int height, int left, int top, int boxWidth, int boxHeight)
    {
        var mask = new BinaryMask(width, height);
        for (var y = top; y < top + boxHeight; y++)
        {
            mask.Fill(y, left, left + boxWidth, value: true);
        }

        return mask;
    }

    /// <summary>As from SAM: nothing in the padding.</summary>
    private static float[] Logits(BinaryMask mask, InputView view)
    {
        var logits = new float[SamMasks.Side * SamMasks.Side];
        Array.Fill(logits, -8);
        for (var row = 0; row < view.Height / Cell; row++)
        {
            for (var column = 0; column < view.Width / Cell; column++)
            {
                if (mask[(int)(view.Region.X + ((column + 0.5) * Step)), (int)(view.Region.Y + ((row + 0.5) * Step))])
                {
                    logits[(row * SamMasks.Side) + column] = 8;
                }
            }
        }

        return logits;
    }
}
