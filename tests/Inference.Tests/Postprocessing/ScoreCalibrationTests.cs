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
    }

    [Fact]
    public void Is_the_shifted_logit()
    {
        static double Logit(double score) => Math.Log(score / (1 - score));

        var expected = 1 / (1 + Math.Exp(-(Logit(0.6) - Logit(0.28))));

        Assert.Equal(expected, _calibration.Calibrate(0.6), 12);
    }

    [Fact]
    public void Keeps_order()
    {
        var calibrated = Enumerable.Range(0, 101).Select(percent => _calibration.Calibrate(percent / 100.0)).ToList();

        Assert.Equal(calibrated.Order(), calibrated);
    }

    [Fact]
    public void Believes_a_faint_find_less_beside_a_sure_one()
    {
        Assert.Equal(_calibration.Calibrate(0.3), _calibration.Calibrate(0.3, 0.5), 12);
        Assert.Equal(0.5, _calibration.Calibrate(0.36, 0.9), 12);
        Assert.InRange(_calibration.Calibrate(0.3, 0.9), 0.3, 0.4999);
    }
}
