using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Tests.Postprocessing;

public sealed class ScoreCalibrationTests
{
    private readonly ScoreCalibration _calibration = new(0.28);

    [Fact]
    public void Makes_the_operating_point_one_half() => Assert.Equal(0.5, _calibration.Calibrate(0.28), 12);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Keeps_the_ends(double score)
    {
        Assert.Equal(score, _calibration.Calibrate(score), 12);
        Assert.Equal(score, _calibration.ToRaw(score), 12);
    }

    [Fact]
    public void Is_the_shifted_logit()
    {
        static double Logit(double score) => Math.Log(score / (1 - score));

        var expected = 1 / (1 + Math.Exp(-(Logit(0.6) - Logit(0.28))));

        Assert.Equal(expected, _calibration.Calibrate(0.6), 12);
    }

    [Fact]
    public void Keeps_order_and_turns_back()
    {
        var raw = Enumerable.Range(0, 101).Select(percent => percent / 100.0).ToList();
        var calibrated = raw.Select(_calibration.Calibrate).ToList();

        Assert.Equal(calibrated.Order(), calibrated);
        Assert.All(raw.Zip(calibrated), pair => Assert.Equal(pair.First, _calibration.ToRaw(pair.Second), 12));
    }
}
