namespace SegFunctions.Inference.Postprocessing;

/// <summary>
/// Shifts a detector's own confidence so that 0.5, the contract's default threshold, is a good operating point:
/// <c>sigmoid(logit(raw) − logit(operating point))</c>. The order is preserved; 0 and 1 are unchanged.
/// </summary>
/// <param name="operatingPoint">The raw score that becomes 0.5, above 0 and below 1.</param>
internal sealed class ScoreCalibration(double operatingPoint)
{
    /// <summary>Next to a confident detection, a faint one of the same class is probably wrong: below this fraction of the best raw score it is calibrated to less than 0.5.</summary>
    private const double FaintestBesideBest = 0.4;

    public double Calibrate(double raw) => Calibrate(raw, 0);

    /// <param name="raw">A detection's raw score.</param>
    /// <param name="best">The best raw score of its class in the picture, which raises the operating point.</param>
    public double Calibrate(double raw, double best)
    {
        var point = Math.Max(operatingPoint, FaintestBesideBest * best);
        return raw / (raw + (point / (1 - point) * (1 - raw)));
    }
}
