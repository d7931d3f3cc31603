import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * veraPDF's command line, which the jar that we get it from does not have.
 *
 * <p>Usage: java Vera FLAVOUR[,FLAVOUR...] FILE... It prints one tab-separated line for every file and
 * flavour: PASS or FAIL, the flavour, the file, and what was found.
 */
public class Vera {
  private static final int EXAMPLES = 3;

  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int i = 1; i < arguments.length; i++) {
      for (String flavour : arguments[0].split(",")) {
        String found = faults(arguments[i], PDFAFlavour.fromString(flavour));
        System.out.println(
            String.join("\t", found.isEmpty() ? "PASS" : "FAIL", flavour, arguments[i], found));
      }
    }
  }

  private static String faults(String file, PDFAFlavour flavour) {
    try (InputStream input = new FileInputStream(file);
        PDFAParser parser = Foundries.defaultInstance().createParser(input, flavour);
        PDFAValidator validator =
            Foundries.defaultInstance().createValidator(flavour, 10, false, false, true)) {
      return describe(validator.validate(parser), flavour);
    } catch (Exception error) {
      return "ERROR " + error;
    }
  }

  private static String describe(ValidationResult result, PDFAFlavour flavour) throws Exception {
    if (result.isCompliant()) {
      return "";
    }
    ValidationProfile profile = Profiles.getVeraProfileDirectory().getValidationProfileByFlavour(flavour);
    StringBuilder text = new StringBuilder();
    for (Map.Entry<RuleId, Integer> failed : result.getFailedChecks().entrySet()) {
      RuleId rule = failed.getKey();
      text.append(
          String.format(
              "%s clause %s test %d (%d times): %s; ",
              rule.getSpecification(),
              rule.getClause(),
              rule.getTestNumber(),
              failed.getValue(),
              profile.getRuleByRuleId(rule).getDescription()));
    }
    int examples = 0;
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() == TestAssertion.Status.FAILED && examples++ < EXAMPLES) {
        text.append(assertion.getLocation().getContext()).append("; ");
      }
    }
    return text.toString().replaceAll("\\s+", " ");
  }
}
