"""SentimentClassifier as an estimator of scikit-learn."""

import pickle
import subprocess
import sys
import unittest
import warnings

import numpy as np
from numbers_as_texts import ClassifierOfNumbers
from reviews import KINDS, LABELS, TEXTS
from sentiment import SentimentClassifier
from sklearn.base import clone, is_classifier
from sklearn.calibration import CalibratedClassifierCV
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_predict, cross_val_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils.estimator_checks import check_estimator
from sklearn.utils.validation import check_is_fitted

# Checks that a classifier of texts can't pass, and why.
NOT_APPLICABLE = {
    "check_sample_weight_equivalence_on_dense_data": "copies of a text count once, so weighing isn't repeating",
    "check_supervised_y_2d": "labels in a table of one column are refused, as texts are: no guess is made",
}


def words(**parameters):
    """Without the encoder a fit takes a fraction of a second."""
    return SentimentClassifier(encoder="none", cache=False, **parameters)


class Checks(unittest.TestCase):
    def test_of_texts(self):
        # All checks but those of the class itself give numbers to estimators.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            check_estimator(SentimentClassifier())

    def test_of_numbers(self):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            results = check_estimator(
                ClassifierOfNumbers(), expected_failed_checks=NOT_APPLICABLE, on_skip=None, on_fail="raise"
            )
        status = {result["check_name"]: result["status"] for result in results}
        self.assertEqual({name for name, what in status.items() if what == "xfail"}, set(NOT_APPLICABLE))
        self.assertGreater(sum(what == "passed" for what in status.values()), 45)


class Tools(unittest.TestCase):
    def test_package_is_loaded_after_others(self):
        # Their libraries have taken the room for thread-local variables by then.
        code = "import sklearn.utils.estimator_checks, pandas, polars, pyarrow, sentiment"
        subprocess.run([sys.executable, "-c", code], check=True)

    def test_clone(self):
        classifier = words(seed=3, without=["word-pairs"]).fit(TEXTS, LABELS)
        other = clone(classifier)
        self.assertEqual(other.get_params(), classifier.get_params())
        with self.assertRaises(NotFittedError):
            check_is_fitted(other)
        check_is_fitted(classifier)
        with self.assertRaises(NotFittedError):
            other.predict(TEXTS)
        self.assertTrue(is_classifier(other))

    def test_cross_validation(self):
        scores = cross_val_score(words(), np.array(TEXTS), KINDS, cv=3)
        self.assertEqual(scores.shape, (3,))
        self.assertGreater(scores.mean(), 1 / len(set(KINDS)))
        several = cross_val_score(words(), np.array(TEXTS), KINDS, cv=3, n_jobs=2)
        np.testing.assert_array_equal(several, scores)
        probabilities = cross_val_predict(words(), TEXTS, LABELS, cv=3, method="predict_proba")
        self.assertEqual(probabilities.shape, (len(TEXTS), 2))

    def test_search(self):
        search = GridSearchCV(words(), {"without": [(), ("word-pairs",)], "seed": [1, 2]}, cv=2, scoring="f1_macro")
        search.fit(TEXTS, KINDS)
        self.assertEqual(len(search.cv_results_["params"]), 4)
        self.assertEqual(search.predict(TEXTS[:3]).shape, (3,))

    def test_pipeline(self):
        lower = FunctionTransformer(lambda texts: [text.lower() for text in texts])
        pipeline = Pipeline([("lower", lower), ("classifier", words())]).fit(TEXTS, LABELS)
        direct = words().fit([text.lower() for text in TEXTS], LABELS)
        np.testing.assert_array_equal(
            pipeline.predict_proba(TEXTS), direct.predict_proba([text.lower() for text in TEXTS])
        )
        self.assertEqual(pipeline.set_params(classifier__seed=4).named_steps["classifier"].seed, 4)
        kept = pickle.loads(pickle.dumps(make_pipeline(words()).fit(TEXTS, LABELS)))
        np.testing.assert_array_equal(kept.predict_proba(TEXTS), words().fit(TEXTS, LABELS).predict_proba(TEXTS))

    def test_calibration(self):
        calibrated = CalibratedClassifierCV(words(), cv=2).fit(TEXTS, LABELS)
        self.assertEqual(calibrated.classes_.tolist(), ["negative", "positive"])


if __name__ == "__main__":
    unittest.main()
